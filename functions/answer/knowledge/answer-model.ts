import type { Passage } from "../../contracts/knowledge.ts";
import {
  featuresOf,
  likeAsked,
  nearness,
  type QuestionMeaning,
  sameWords,
  subjectLikeAsked,
} from "./answer-features.ts";
import { answerTrees } from "./answer-weights.ts";
import { sentenceRows } from "./sentence-features.ts";
import { chance, type Tree } from "./trees.ts";

/** A passage beside the others that were found for the same question. */
export interface Candidate {
  readonly passage: Passage;
  /** What the words alone say of it: functions/answer/knowledge/score-passage.ts, 0 to 1. */
  readonly lexical: number;
}

/** The order of the features is the trees'. */
export type Row = Readonly<Record<string, number>>;

/** The features of every candidate, those among them that compare it with the others. */
export function rowsOf(
  question: QuestionMeaning,
  candidates: readonly Candidate[],
  forPeople: readonly Passage[],
  language: string,
): readonly Row[] {
  const people = forPeople.map((passage) => likeAsked(question, passage, language));
  const toPeople = {
    asked: Math.max(0, ...people.map(({ asked }) => asked)),
    whole: Math.max(0, ...people.map(({ whole }) => whole)),
  };
  const own = candidates.map(({ passage, lexical }) => {
    const features = featuresOf(question, passage, language);
    const { text = 0, heading = 0, coverage = 0, sentence = 0 } = features;
    const near = nearness(question, passage, language);
    const like = likeAsked(question, passage, language);
    const subject = subjectLikeAsked(question, passage, language);
    const words = sameWords(question, passage, language);
    return {
      passage,
      lexical,
      near,
      features,
      like,
      subject,
      words,
      worth: text + heading + coverage + sentence,
      way: like.asked + 0.5 * like.whole + words,
    };
  });
  const sentences = sentenceRows(
    question.sentence(),
    candidates.map(({ passage }) => passage),
    forPeople,
  );
  const best = Math.max(0, ...own.map(({ worth }) => worth));
  const bestWay = Math.max(0, ...own.map(({ way }) => way));
  return own.map(({ passage, lexical, near, features, worth, like, subject, words, way }, at) => {
    const rivals = own.filter((other) => other.passage.articleId !== passage.articleId);
    return {
      ...features,
      lexical,
      likeAsked: like.asked,
      likeWhole: like.whole,
      likeThree: like.three,
      likeAbout: subject.about,
      likeJoint: subject.joint,
      aboutBefore: subject.about - Math.max(0, ...rivals.map((other) => other.subject.about)),
      jointBefore: subject.joint - Math.max(0, ...rivals.map((other) => other.subject.joint)),
      sameWords: words,
      toPeople: toPeople.asked,
      beforePeople: like.asked - toPeople.asked,
      beforePeopleWhole: like.whole - toPeople.whole,
      behindBestWay: way - bestWay,
      beforeOtherWays: way - Math.max(0, ...rivals.map((other) => other.way)),
      articleWay: Math.max(
        0,
        ...own
          .filter((other) => other.passage.articleId === passage.articleId && other.passage !== passage)
          .map((other) => other.like.whole),
      ),
      behindBest: worth - best,
      beforeOthers: worth - Math.max(0, ...rivals.map((other) => other.worth)),
      nearer: Math.log1p(own.filter((other) => other.near > near).length),
      ...sentences[at],
    };
  });
}

let trees: readonly Tree[] | undefined;

/** How likely each candidate answers the question, 0 to 1, as learnt from labelled emails (bin/train-answering.ts). */
export function chancesOf(
  question: QuestionMeaning,
  candidates: readonly Candidate[],
  forPeople: readonly Passage[],
  language: string,
): readonly number[] {
  trees ??= answerTrees();
  const grown = trees;
  return rowsOf(question, candidates, forPeople, language).map((row) => chance(grown, Object.values(row)));
}
