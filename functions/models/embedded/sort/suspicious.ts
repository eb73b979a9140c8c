import { fold } from "../../text/words.ts";

/**
 * Text that talks to a machine instead of to us. No defence (models hold no authority, so it has no effect), but a reason
 * to let a person look. Each pattern needs an order or a forged frame: ordinary customers say `ignore my last email`.
 */
const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip|neglect)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|the|system|initial|original|former)\b.{0,30}\b(?:instruction|prompt|rule|guideline|direction|order|polic|constraint|context|command|training|programming|restriction|safeguard|filter)\w*/,
  /\b(?:ignoriere|vergiss|missachte|ignorieren sie|vergessen sie|ignore[zr]?|oublie[zr]?|ignora|olvida)\b.{0,50}\b(?:anweisung|instruktion|regel|vorgabe|befehl|prompt|instruction|consigne|instruccion|regla)\w*/,
  /\b(?:system|developer|admin|hidden|secret|initial|original) ?(?:prompt|instructions?|message)\b|\bsystemprompt\b|\bprompt injection\b|\bjailbreak\b|\bdan mode\b/,
  /\b(?:you are|you're|act as|pretend (?:to be|you)|behave (?:as|like)|role ?play as|du bist|sie sind|tu so als)\b.{0,30}\b(?:now|jetzt|an? (?:ai|language model|unrestricted|assistant|bot|chatbot|llm|hacker|linux|terminal|different)|no longer|in (?:\w+ )?mode|ki|sprachmodell)\b/,
  /\b(?:maintenance|debug|developer|admin|god|root|sudo|unrestricted|test) mode\b|\bwartungsmodus\b|\bentwicklermodus\b/,
  /\b(?:as|to|for|dear|hey|hello|note to|attention|instructions? (?:to|for)|message (?:to|for)|if you are|reading this)\b.{0,20}\b(?:an? |the |any )?(?:ai|llm|language model|gpt|chatgpt|claude|gemini|copilot|ai (?:assistant|agent|system|model)|virtual assistant|automated (?:assistant|agent|system)|chatbot|email (?:assistant|agent|summari[sz]er))\b/,
  /(?:^|\n)\s*(?:#{1,6}\s*|[<[({]{1,2}\s*|\*{1,2})?(?:system|assistant|developer|user|human|tool|function)(?:[ _-](?:message|prompt|note|instruction|override|update|result|output|notice|command|call))?\s*(?:[>\])}]{1,2}|\*{1,2})?\s*:\s*\S/,
  /<\|?\/?(?:im_start|im_end|system|assistant|endoftext|tool_call|tool_result|function_call|instructions?|untrusted|s)\|?>|\[\/?(?:inst|system|tool_result|system_message)\]|<<\/?sys>>|```(?:system|json|tool|xml)/,
  /["'{]\s*(?:tool_?(?:call|result|name|use)?|function_?call|role|action|recipient|bcc|sentiment|confidence|mood)\s*["']?\s*[:=]\s*["'{[]/,
  /\b(?:set|change|mark|rate|classify|label|treat|report|return|output|respond with|categori[sz]e|flag)\b.{0,30}\b(?:sentiment|confidence|mood|urgency|priority score|risk(?:s| level)?|classification|this (?:email|message|ticket) as)\b.{0,30}(?:\b(?:to|as|=)\b|[:=])/,
  /\b(?:sentiment|confidence|mood|stimmung)\s*[:=]\s*["']?(?:very[- ])?(?:positive|negative|neutral|positiv|\d)/,
  /\b(?:reveal|show|print|repeat|output|display|send|share|give|leak|disclose|exfiltrate|list|include|return)\b.{0,50}\b(?:system prompt|your (?:instructions|prompt|rules|guidelines|configuration|api keys?|credentials|training|initial)|api[- ]?keys?|access token|environment variables?|all (?:customer|user|client)s? (?:data|emails?|records|details)|other customers?|customer (?:list|database|records)|internal (?:documents?|notes?|data|knowledge))\b/,
  /\b(?:reply|respond|answer|antworte|reponds)\b.{0,25}\b(?:only|just|exactly|nur|solely)\b.{0,15}\b(?:with|mit|the (?:word|phrase|text|following))\b/,
  /\b(?:send|forward|cc|bcc|copy|email|mail|weiterleiten|sende)\b.{0,60}\b(?:bcc|cc to|blind copy|to (?:the following|this) (?:address|email)|(?:all|every|each|any|the) (?:emails?|messages?|conversations?|attachments?|contacts?|inbox)\b.{0,30}\bto\b)/,
  /\b(?:in|as|via|by|use|add .{0,40} (?:in|as|to)) (?:the )?bcc\b/,
  /\b(?:execute|run|invoke|call|use)\b.{0,25}\b(?:the )?(?:tool|function|api|command|script|shell|sql|code|plugin|following (?:command|code|query))\b.{0,40}(?:\(|:|\bto\b|\bwith\b|`)/,
  /\b(?:drop table|select \* from|rm -rf|curl http|wget http|eval\(|os\.system|import os|base64|rot13)\b/,
  /\b(?:your (?:new|real|actual|only|next|updated) (?:task|goal|instructions?|objective|role|purpose|job|mission)|new (?:instructions?|task|rule|directive|system (?:message|instruction|policy))\s*:|(?:important|urgent) (?:system )?(?:instructions?|directive)\s*:|deine neue (?:aufgabe|anweisung))/,
  /\b(?:this is|dies ist) (?:a|an|the|your|eine?) (?:message|order|command|instruction|directive|request|nachricht|anweisung)\b.{0,25}\b(?:from|by|von)\b.{0,20}\b(?:admin\w*|developer|system|openai|anthropic|google|microsoft|security team|it department|your (?:creator|operator|owner))\b/,
  /\b(?:refund|payment|transfer|discount|order|request|return) (?:is |was |has been |already )*(?:pre-?)?(?:approved|authori[sz]ed|confirmed)\b.{0,40}\b(?:by|per|from)\b.{0,20}\b(?:manager|supervisor|system|admin\w*|management|ceo|policy|support|ai)\b/,
  /\b(?:internal|interne[rs]?|staff|team|system)[ -](?:notes?|notiz|hinweis|memo|vermerk|anweisung|instructions?)\b\s*(?:from|von|by|for|fur|an|:|\()|[[(<{]\s*(?:note|notiz|hinweis|info|memo)\b.{0,60}(?:support|team|admin|system|@)/,
  /\b(?:answer|reply|respond|send|approve|antworte|antworten|sende|genehmige|bestatige)\w* (?:this |it |dies |das )?(?:automatically|automatisch)|\b(?:without|ohne) (?:any |human |further |weitere |menschliche )?(?:check|checks|review|approval|verification|human|prufung|freigabe|ruckfrage)\b/,
  /\b(?:assistant|the bot|an? (?:honest )?bot|you are a machine|automatic system|automatische (?:antwort|system)|das system|au systeme|aan de ai|eine ki|die ki|language model)\b.{0,60}\b(?:add the|skip|repeat after|forward my|schreib|entfallen|remboursez|vergeet|zugestimmt|approved it|confirm that)\b/,
  /\bwhen you (?:answer|reply),? (?:begin|start)\b|\b(?:answer|reply|antworten sie|antworte|beantworten) (?:accordingly|ausschliesslich)\b|\bbitte so beantworten\b|\breply (?:yes|ja) to\b|\brepeat after me\b|\btext (?:that you were given|aus, den du)\b/,
  /\b(?:ignore|disregard|forget|vergiss|vergessen sie|ignorier\w*)\b.{0,20}\b(?:what(?:ever)?|was)\b.{0,40}\b(?:told you|gesagt|beigebracht)\b/,
  /\b(?:confirm|state|say|write|promise|grant|best[ae]tig\w*|schreib\w*)\b.{0,12}\bin (?:your|deiner|ihrer) (?:next )?(?:reply|answer|response|message|email|antwort|nachricht)\b/,
  /\b(?:ignore|disregard|forget|beachte|ignora|oublie[zr]?|vergeet|vergessen sie)\b.{0,40}\b(?:what you were told|were told before|regeln nicht|reglas|regles|instructies)\b/,
  /\b(?:your (?:colleague|manager|boss)|ihr (?:kollege|chef)|ihre kollegin|ihrem chef)\b.{0,80}\b(?:to credit|percent|prozent|for free|everything free|umsonst|kostenlos|binding|verbindlich|schreiben sie mir .{0,20} gut)\b/,
  /\b(?:policy|policies|rules|terms) (?:has|have) changed\b.{0,100}\b(?:answer|reply|confirm)\b|\blaut ihrer neuen richtlinie\b/,
  /\b(?:this customer|this sender|the sender|this client|ce client|dieser kunde|absender)\b.{0,20}\b(?:has been|is|ist|est) (?:\w+ )?(?:verified|trusted|a trusted|gepruft|verifiziert|verifie)\b/,
  /\b(?:remark|vermerk|decision|entscheidung)\b.{0,40}(?:approve this|freigeben|refund granted|approved)\b|\bpretend that you\b|\b(?:tell|give|nenne|send) me (?:all |alle )?(?:the |your |die )?(?:discount|voucher|rabatt) ?codes\b|\bkeep the (?:goods|jacket|tent|item) and (?:get )?(?:the|my) money\b/,
  /\btool output\b|\bautomatic reply required\b|\b(?:text|list) of (?:the |your )?(?:instructions|rules|words that make you)\b|\binstructions you work under\b|\b(?:anweisung|hinweis|befehl) an (?:das|die) (?:antwort\w*|system|programm|ki)\b|\b(?:ende der kundennachricht|end of (?:the )?(?:customer|user)(?:'s)? (?:message|email))\b/,
  /\b(?:anweisungen|instructions|regeln|rules) (?:sind|are) (?:hereby |hiermit )?(?:aufgehoben|ausser kraft|void|lifted|cancelled|suspended)\b|\bforget (?:whatever|any|all|the) (?:rules|instructions)\b|\bfrom (?:here|now) on you are\b|\bab (?:jetzt|sofort) (?:bist du|sind sie)\b|\bevery sentence you write\b/,
  /\bnote (?:for|to) (?:the )?(?:staff|system|support|reply)\b|\bnota interna\b|\bnote interne\b|\binterne notitie\b|\b(?:sender|absender|customer|kunde) (?:checked|gepruft|approved|freigegeben) (?:by|durch|von)\b|\badd(?:ed)? to the reply\b|\bbereits intern (?:gepruft|freigegeben)\b/,
  /\b(?:write|put|reply|answer) "?confirmed\b|\bconfirm it in one line\b|\bpromise is binding\b|\bconfirm the offer your (?:colleague|manager)\b/,
  /!\[[^\]]*\]\(\s*https?:|<img[^>]+src\s*=|\{\{.{1,80}\}\}|\$\{.{1,80}\}|<script\b/,
];

// Characters nobody types: tag characters, zero-width runs, direction overrides.
const unseen = /[\u{E0000}-\u{E007F}]|[\u202A-\u202E\u2066-\u2069]|[\u200B\u2060-\u2064]{2}/u;
// No customer writes more, and no model is given more.
const longestRead = 60_000;
// Long unbroken runs of letters and digits carry encoded text; addresses and links are taken out first.
const encoded = /(?<![\w/+])[A-Za-z0-9+/]{60,}={0,2}(?![\w/+])/;

/** Whether the text tries to steer an AI. */
export function isSuspicious(whole: string): boolean {
  const text = whole.slice(0, longestRead);
  if (unseen.test(text) || encoded.test(text.replace(/https?:\/\/\S{1,500}|[^\s@]{1,64}@[^\s@]{1,255}/g, "")))
    return true;
  const folded = fold(text)
    .replace(/[\u200B-\u200D\uFEFF\u00AD]/g, "")
    .replace(/[ \t]*\n[ \t]*/g, "\n");
  const joined = folded.replace(/\s+/g, " ");
  return patterns.some((pattern) => pattern.test(joined) || pattern.test(folded));
}
