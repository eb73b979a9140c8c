import { expect, test } from "vitest";
import { outputOf } from "../../bin/smoke/stack-outputs.ts";

const xml = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>
  <member><StackName>switchboard-dev</StackName><Outputs>
    <member><OutputKey>EventQueueUrl</OutputKey><OutputValue>https://sqs.eu-west-1.amazonaws.com/1/switchboard-dev-events</OutputValue></member>
    <member>
      <OutputKey>DeskUrl</OutputKey>
      <OutputValue>https://abc.execute-api.eu-west-1.amazonaws.com</OutputValue>
    </member>
  </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

test("an output of a stack is read from CloudFormation's answer", () => {
  expect(outputOf(xml, "DeskUrl")).toBe("https://abc.execute-api.eu-west-1.amazonaws.com");
  expect(outputOf(xml, "EventQueueUrl")).toBe("https://sqs.eu-west-1.amazonaws.com/1/switchboard-dev-events");
});

test("a stack without the output says what to do", () => {
  expect(() => outputOf(xml, "Missing")).toThrow("--desk URL");
});
