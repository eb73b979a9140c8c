/** A small French and Spanish lexicon: enough to notice anger and delight, since a person answers these anyway. */
export const frenchLexicon: Readonly<Record<number, string>> = {
  [-4]: "scandaleux honteux arnaque escroquerie escrocs furieux furieuse inadmissible",
  [-3]: "inacceptable horrible terrible nul nulle colère ridicule incompétent mensonge lamentable catastrophe pire insupportable",
  [-2]: "déçu déçue décevant mécontent mécontente agacé énervé frustré réclamation plainte mauvais mauvaise ignoré honte",
  [-1]: "retard problème erreur perdu cassé abîmé malheureusement lent attends",
  1: "merci bien bon bonne rapide utile gentil agréable",
  2: "content contente ravi ravie satisfait satisfaite heureux heureuse super top",
  3: "excellent parfait parfaite génial formidable magnifique fantastique adore",
};
export const frenchPhrases: Readonly<Record<string, number>> = {
  "bonne journée": 0,
  "merci d'avance": 0,
  "merci de": 0,
  "plus jamais": -3,
  "ras le bol": -4,
  "bien cordialement": 0,
};
export const spanishLexicon: Readonly<Record<number, string>> = {
  [-4]: "estafa estafadores vergonzoso indignante furioso furiosa ladrones",
  [-3]: "inaceptable horrible terrible pésimo pésima ridículo incompetentes mentira asqueroso desastre peor vergüenza",
  [-2]: "decepcionado decepcionada decepción molesto molesta enfadado enfadada queja reclamación malo mala frustrado harto harta",
  [-1]: "retraso problema error perdido roto dañado lamentablemente lento espera",
  1: "gracias bien bueno buena rápido útil amable",
  2: "contento contenta feliz satisfecho satisfecha encantado encantada genial",
  3: "excelente perfecto perfecta fantástico maravilloso maravillosa increíble",
};
export const spanishPhrases: Readonly<Record<string, number>> = {
  "buenos días": 0,
  "buenas tardes": 0,
  "gracias de antemano": 0,
  "nunca más": -3,
};
