import { AwsJson1_0Protocol } from "@aws-sdk/core/protocols";

/**
 * AWS JSON 1.0 for a service whose requests and answers are in memory what they are on the wire, as DynamoDB's are where
 * no binary value and no time is stored: written and read as a whole, where the SDK walks through every member with its
 * schema. Errors are read by the SDK. What cannot be written so (bytes) is refused by the service.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export class PlainJson extends AwsJson1_0Protocol {
  protected override serializer = {
    body: "{}",
    write(_schema: unknown, value: unknown): void {
      this.body = JSON.stringify(value);
    },
    flush(): string {
      return this.body;
    },
    setSerdeContext: (): void => undefined,
  };

  protected override deserializer = {
    read: (_schema: unknown, body: string | Uint8Array): unknown =>
      JSON.parse(typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString()),
    setSerdeContext: (): void => undefined,
  };
}
