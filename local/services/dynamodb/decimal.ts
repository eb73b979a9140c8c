/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1e-130 to 9.99…e125, exact.
 * They live as text in one normal form (plain, no exponent, no needless zero), so equal numbers are equal strings.
 */
import { AwsError } from "../aws-error.ts";

/** ± d₁.d₂d₃… × 10^exponent; `digits` has no leading or trailing zero and is empty for zero. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const maxDigits = 38;
const maxExponent = 125;
const minExponent = -130;
const zero: Decimal = { negative: false, digits: "", exponent: 0 };
// Whole numbers this short are exact as doubles, sums of two included.
const short = /^(?:0|-?[1-9]\d{0,14})$/;
const syntax = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

/** The normal form of a number as a client wrote it; throws AWS's ValidationException when it is none or too big. */
export function normalNumber(text: string): string {
  if (short.test(text)) return text;
  return write(checked(read(text)));
}

/** Negative, zero or positive, as `left` is below, equal to or above `right` (both in normal form). */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (short.test(left) && short.test(right)) return Number(left) - Number(right);
  const a = read(left);
  const b = read(right);
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const bigger = compareMagnitudes(a, b);
  return a.negative ? -bigger : bigger;
}

/** `left` plus (or minus) `right`, exact; throws ValidationException when the result needs more than 38 digits. */
export function addNumbers(left: string, right: string, sign: 1 | -1): string {
  if (short.test(left) && short.test(right)) return String(Number(left) + sign * Number(right));
  const a = read(left);
  const b = read(right);
  const unit = Math.min(lastPlace(a), lastPlace(b));
  const sum = scaled(a, unit) + BigInt(sign) * scaled(b, unit);
  return write(checked(decimal(sum < 0n, String(sum < 0n ? -sum : sum), unit)));
}

/**
 * Bytes that sort (as unsigned bytes) like the numbers: a base-100 exponent, then base-100 digits, both mirrored for
 * negative numbers. The form is Oracle's, which DynamoDB uses too, so hashing it spreads partitions as AWS does.
 */
export function numberBytes(text: string): Buffer {
  const { negative, digits, exponent } = read(text);
  if (digits === "") return Buffer.from([0x80]);
  const odd = (exponent + 1) % 2 !== 0;
  const padded = (odd ? "0" : "") + digits;
  const pairs = padded.length % 2 === 0 ? padded : `${padded}0`;
  const head = ((exponent + 1 + (odd ? 1 : 0)) / 2 - 64) & 0xff;
  const bytes = [negative ? ~head & 0xff : head];
  for (let at = 0; at < pairs.length; at += 2) {
    const pair = Number(pairs.slice(at, at + 2));
    bytes.push(negative ? 101 - pair : pair + 1);
  }
  // A shorter negative number is the greater one of two with a common beginning: 102 outranks every digit.
  if (negative && bytes.length < 21) bytes.push(102);
  return Buffer.from(bytes);
}

/** How many bytes a number counts for in an item's size: one for two digits, and one. */
export function numberSize(text: string): number {
  const { negative, digits, exponent } = read(text);
  if (digits === "") return 1;
  const straddles = digits.length % 2 === 0 && exponent % 2 === 0;
  return 1 + Math.ceil(digits.length / 2) + (straddles ? 1 : 0) + (negative ? 1 : 0);
}

function read(text: string): Decimal {
  const match = syntax.exec(text);
  const [, sign, whole = "", fraction = "", power = "0"] = match ?? [];
  if (!match || whole + fraction === "") {
    throw invalid(
      text === ""
        ? "The parameter cannot be converted to a numeric value"
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  return decimal(sign === "-", whole + fraction, Number(power) - fraction.length);
}

/** The decimal `digits` × 10^unit, whatever zeros surround it. */
function decimal(negative: boolean, digits: string, unit: number): Decimal {
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return zero;
  return { negative, digits: significant.replace(/0+$/, ""), exponent: significant.length - 1 + unit };
}

function checked(number: Decimal): Decimal {
  if (number.exponent > maxExponent) {
    throw invalid("Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (number.exponent < minExponent) {
    throw invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  }
  if (number.digits.length > maxDigits) {
    throw invalid("Attempting to store more than 38 significant digits in a Number");
  }
  return number;
}

function write({ negative, digits, exponent }: Decimal): string {
  if (digits === "") return "0";
  return (negative ? "-" : "") + plain(digits, exponent);
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  if (exponent >= digits.length - 1) return digits + "0".repeat(exponent - digits.length + 1);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.digits === "" || b.digits === "") return a.digits.length - b.digits.length;
  if (a.exponent !== b.exponent) return a.exponent - b.exponent;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}

const lastPlace = (number: Decimal): number => number.exponent - Math.max(0, number.digits.length - 1);

const scaled = (number: Decimal, unit: number): bigint => {
  const magnitude = BigInt(number.digits || "0") * 10n ** BigInt(lastPlace(number) - unit);
  return number.negative ? -magnitude : magnitude;
};
