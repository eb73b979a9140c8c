/**
 * Takes apart what may name a function: a name, `name:qualifier`, a partial ARN or a full one.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function parseFunctionName(nameOrArn: string): { readonly name: string; readonly qualifier?: string } {
  const afterKind = nameOrArn.split("function:").at(-1) ?? nameOrArn;
  const [name = "", qualifier] = afterKind.split(":");
  return qualifier === undefined ? { name } : { name, qualifier };
}
