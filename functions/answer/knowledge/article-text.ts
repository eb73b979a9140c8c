/** An article out of whatever format: what front matter would say of it, and its text as Markdown. */
export interface ArticleText {
  readonly front: Readonly<Record<string, unknown>>;
  readonly body: string;
}
