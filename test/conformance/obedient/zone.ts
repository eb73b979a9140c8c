// One label each: a zone that names a top-level domain speaks for everything below it, so that no sender's proof hangs
// on the network this runs in. Without a record a sender is neither proven nor refuted, and may be answered.
const topLevel = `com net org io dev app ai co info biz edu gov mil int eu de at ch fr es it pt nl be lu uk ie us ca au nz jp cn
  ru in br mx pl cz sk hu ro bg gr tr se no dk fi is ua za shop store online site xyz club events support tech cloud email
  news media agency company local`;

/** DNS for attackers who may write from anywhere: a zone file that answers for every name, and proves attacker.example. */
export const zoneFile = (): string =>
  [
    ...topLevel.split(/\s+/).map((name) => `${name}: {}`),
    'attacker.example: { TXT: ["v=spf1 ip4:127.0.0.1 -all"] }',
    '_dmarc.attacker.example: { TXT: ["v=DMARC1; p=reject"] }',
    "",
  ].join("\n");
