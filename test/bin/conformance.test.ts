import { expect, test } from "vitest";
import { dangersOf } from "../../bin/conformance/html-danger.ts";
import { fields } from "../../bin/conformance/mail-fields.ts";

test.each([
  ["a script", "<p>hi</p><script>alert(1)</script>"],
  ["an event handler", '<b onclick="alert(1)">x</b>'],
  ["a script address", '<a href="javascript:alert(1)">x</a>'],
  ["a script address behind a tab", '<a href="java\tscript:alert(1)">x</a>'],
  ["a picture from afar", '<img src="https://example.com/pixel.gif">'],
  ["a background from afar", '<td background="https://example.com/pixel.gif">x</td>'],
  ["a style that loads", '<p style="background:url(https://example.com/x)">x</p>'],
  ["a style with an escape", '<p style="background:\\75rl(//example.com)">x</p>'],
  ["a form", '<form action="/x"><input name="a"></form>'],
  ["a frame", '<iframe src="https://example.com"></iframe>'],
  ["a page that moves on", '<meta http-equiv="refresh" content="0;url=https://example.com">'],
  ["another base", '<base href="https://example.com/">'],
  ["a drawing", "<svg><title>x</title></svg>"],
  ["a comment", "<!-- x -->"],
  ["an open angle bracket that parsers read differently", "1 < 2"],
  ["an attribute without quotes", "<p title=x>y</p>"],
])("the HTML check sees %s", (_, html) => {
  expect(dangersOf(html)).not.toEqual([]);
});

test("the HTML check lets ordinary layout pass", () => {
  const html =
    '<div style="color:#333 !important;padding:4px"><p>Dear all,<br />see <a href="https://example.com/a?b=1&amp;c=2">this</a>, or ' +
    '<a href="mailto:a@example.com">write</a>: 1 &lt; 2</p><table cellpadding="0"><tr><td colspan="2">x</td></tr></table></div>';
  expect(dangersOf(html)).toEqual([]);
});

const email = {
  from: "a@example.com",
  fromName: "A",
  to: ["b@example.com"],
  subject: "Hello  there",
  text: "One\r\n two",
  html: "",
  attachments: [{ name: "a.pdf", type: "application/pdf", size: 3 }],
  kind: "bounce",
  replyText: "Hi.\n\nThanks",
  bounce: {
    hard: false,
    status: "4.2.2",
    action: "delayed",
    recipients: [{ address: "c@example.com", action: "delayed", status: "4.2.2", hard: false }],
  },
};

test.each([
  ["subject", "Hello there", true],
  ["text", "One two", true],
  ["text", "One", false],
  ["from", "x@example.com", false],
  ["attachment_names", ["noname1", "a.pdf"], true],
  ["attachment_count", 2, false],
  ["never_auto_reply", true, true],
  ["is_bounce", true, true],
  ["is_bounce", false, false],
  ["status", ["4.2.2"], true],
  ["hard_bounce", [true], false],
  ["reply_text", "Hi. Thanks", true],
])("the mail check compares %s with %j", (field, expected, right) => {
  const problem = fields[field]?.(expected, { email, kind: "bounce" });
  expect(problem === undefined).toBe(right);
});

test("an HTML reply is compared without any white space, as upstream does", () => {
  expect(fields["reply_text"]?.("Hi.Thanks", { email, kind: "html-reply" })).toBeUndefined();
  expect(fields["reply_text"]?.("Hi.Thanks", { email, kind: "reply-text" })).toBeDefined();
});
