/** Said when a person will answer later. It states no fact and promises no time. */
const texts: Readonly<Record<string, string>> = {
  en: "Hello,\n\nthank you for your email. It has arrived, and one of us will read it and answer you.",
  de: "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Sie ist angekommen; eine Kollegin oder ein Kollege liest sie und antwortet Ihnen.",
  fr: "Bonjour,\n\nmerci pour votre message. Il nous est bien parvenu ; l’un de nous le lira et vous répondra.",
  es: "Hola:\n\ngracias por su mensaje. Lo hemos recibido y una persona de nuestro equipo lo leerá y le responderá.",
};

export function acknowledgement(language: string): { text: string; language: string } {
  const text = texts[language];
  return text === undefined ? { text: texts["en"] ?? "", language: "en" } : { text, language };
}
