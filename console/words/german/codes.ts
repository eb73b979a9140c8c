import type { codes as english } from "../english/codes.ts";
import { logKinds } from "./log-kinds.ts";
import { reasons } from "./reasons.ts";

export const codes: typeof english = {
  ...{ reasons, logKinds },
  moods: {
    "very-negative": "Wütend",
    negative: "Unzufrieden",
    neutral: "Neutral",
    positive: "Zufrieden",
    "very-positive": "Begeistert",
  },
  outcomes: {
    open: "In Arbeit",
    answered: "Beantwortet",
    waiting: "Wartet auf einen Menschen",
    closed: "Geschlossen",
    quarantined: "In Quarantäne",
    superseded: "Mit einer neueren E-Mail bearbeitet",
  },
  risks: {
    legal: "Rechtliche Schritte",
    payment: "Geld",
    cancellation: "Will vielleicht gehen",
    privacy: "Datenschutz",
    safety: "Sicherheit",
  },
  decisions: {
    approve: "hat den Entwurf freigegeben",
    edit: "hat den Entwurf bearbeitet und gesendet",
    rewrite: "hat die Antwort geschrieben",
    reject: "hat den Entwurf abgelehnt",
    "hand-over": "hat die Aufgabe übergeben",
    close: "hat ohne Antwort geschlossen",
    redraft: "hat die KI um einen neuen Entwurf gebeten",
    block: "hat den Absender gesperrt",
  },
  dangers: {
    executable: "ein Programm",
    macro: "enthält Makros",
    encrypted: "verschlüsselt",
    archive: "ein Archiv",
    disguised: "nicht, was der Name sagt",
  },
  replyStatuses: {
    pending: "unterwegs",
    sending: "wird gesendet",
    sent: "gesendet",
    failed: "konnte nicht gesendet werden",
    cancelled: "nicht gesendet: Der Kunde hat wieder geschrieben",
    unknown: "vielleicht gesendet",
  },
};
