/** Our own English support lexicon: feeling of a word from -4 to 4. Words are compared by stem, phrases as they stand. */
export const englishLexicon: Readonly<Record<number, string>> = {
  [-4]: `furious outraged outrageous disgusting disgusted disgraceful scandalous despicable appalling appalled atrocious
    abysmal horrendous vile livid enraged scam scammer scammers fraud fraudulent fraudster crook criminal theft thief
    thieves robbery hate hateful loathe detest worst bastard shit fuck fucking bullshit nightmare`,
  [-3]: `terrible horrible awful dreadful pathetic useless worthless garbage rubbish crap junk shameful shame
    unacceptable inexcusable ridiculous ludicrous absurd insulting insult insulted angry anger fury rage infuriating
    infuriated incompetent incompetence rude arrogant liar lying lied lies dishonest deceitful deceived deceptive
    misleading cheated cheat betrayed ripoff swindle humiliating joke laughable farce fiasco disaster disastrous
    catastrophe devastated fed sick damn hell bloody wtf idiot idiots moron hopeless miserable lousy ruined ruin
    disgrace disgraced diabolical shambolic deplorable lamentable woeful incensed irate seething aggrieved gutted mockery rip-off unbelievable intolerable unforgivable terribly horribly never-ending trash`,
  [-2]: `dissatisfaction cheeky bad badly worse poor poorly disappointed disappointing disappointment disappoint dissatisfied unsatisfied
    unhappy upset upsetting annoyed annoying annoyance irritated irritating irritation frustrated
    frustrating frustration frustrate mess messy nonsense unprofessional unreliable careless negligent ignore ignored
    ignoring ignorance neglected unhelpful fail failed failing failure fails waste wasted wasting
    regret regretful complaint complain complaining complained unfair mistreated sad sadly distressed distressing disheartening disheartened dispiriting dismal dire indignant fobbed resent resentful
    saddened stupid dismayed astonished shocked shocking shambles crashed useless flimsy cheaply
    painful pain hassle stressful stressed embarrassing embarrassed dispute overcharged sucks suck suffer suffering
    suffered inferior unusable unacceptably disrespectful disregard unresponsive incorrect lacking lacks lack 
    ugly stink stinks smelly rotten ripped shoddy wrongful exasperated weary wary fear afraid
    desperate despair hurt concerned concerning alarming alarmed dead died dies garbled scratched scratchy noisy awkward
    clumsy cumbersome gripe gripes downside drawback complaint weakness weak difficult difficulty annoy confusing confused unstable buggy bug bugs glitch glitches flaw flaws flawed`,
  [-0.5]: `unfortunately regrettably`,
  [-1]: `problem problems issue issues trouble troubles broke broken breaks crash crashes defect defects defective faulty cracked crack torn late delay delayed delays wrong missing lost mistake error errors slow slowly damaged unclear
    waiting waited worried worry unable impossible refuse refused inconvenient inconvenience strange odd sadly
    stuck expensive overpriced short dark tiny hard loud heavy limited lose loses losing loss unlike except however
    lack hassle doubt doubtful reluctant puzzled mediocre so-so minor complicated avoid bulky stiff cheap fragile finicky incompatible unknown poorly picky thin`,
  // Polite or plain words whose stem is somebody's feeling.
  0: `please pleasing support supports supported`,
  1: `ok okay fine nice nicely decent helpful useful easy easily quick quickly fast simple simply clear clearly clean
    smooth smoothly correct accurate accurately friendly polite kind kindly appreciate appreciated thanks thank thankful
    welcome hope hopefully ready work works worked safe solved fixed works reliable sturdy solid
    compact light lightweight durable convenient conveniently flexible affordable cheaper bargain value worth
    intuitive stylish sleek cool fun bright crisp sharp responsive stable handy compatible feature features
    interesting fair fairly prompt promptly lucky relieved relief strong strength comfortable comfortably good`,
  2: `good well great glad happy pleased satisfied satisfying satisfaction enjoy enjoyed enjoying enjoyable like liked
    likes pleasant pleasantly recommend recommended recommends impressed impressive improved improvement better
    efficient professional courteous kindness generous delicious gorgeous pretty beautiful beautifully elegant superior
    advantage positive pleasure comfy charming cosy favourite favorite outstandingly bonus plus pro pros winner win
    grateful gratitude smile congratulations best quality attractive versatile powerful rich clever`,
  3: `excellent superb fantastic wonderful amazing amazed brilliant awesome terrific fabulous love loved loves loving
    lovely delighted delightful delight thrilled perfect perfectly perfection outstanding exceptional incredible
    incredibly incredibe marvellous marvelous magnificent stunning flawless flawlessly superbly wonderfully exceeded
    gem heaven stellar phenomenal splendid ecstatic overjoyed unbeatable`,
  4: `adore bliss`,
};

/** Phrases that mean something other than their words; 0 takes the feeling out of a polite formula. */
export const englishPhrases: Readonly<Record<string, number>> = {
  "thanks for nothing": -4,
  "thank you for nothing": -4,
  "thanks to you": -1,
  "no thanks to": -2,
  "fed up": -3,
  "sick of": -3,
  "sick and tired": -4,
  "had enough": -3,
  "last straw": -4,
  "rip off": -3,
  "ripped off": -4,
  "waste of money": -3,
  "waste of time": -3,
  "let down": -2,
  "let me down": -3,
  "not good enough": -3,
  "not acceptable": -3,
  "not amused": -3,
  "not impressed": -3,
  "less than impressed": -3,
  "could not be happier": 3,
  "couldn't be happier": 3,
  "no problem": 0.5,
  "no problems": 1,
  "no trouble": 1,
  "no issues": 1,
  "no complaints": 1.5,
  "can't go wrong": 2,
  "go wrong": 0.5,
  "can't beat": 2,
  "can't wait": 2,
  "looking forward": 1,
  "look forward": 0,
  "works well": 2,
  "work well": 2,
  "works great": 3,
  "well made": 2,
  "top notch": 3,
  "first class": 2,
  "five stars": 3,
  "one star": -3,
  "zero stars": -4,
  "never again": -3,
  "stay away": -3,
  "beware of": -2,
  "in vain": -2,
  "without a word": -2,
  "left on hold": -2,
  "terrible idea": 0,
  "awful weather": 0,
  "terrible weather": 0,
  "bad weather": 0,
  "by mistake": 0,
  "my mistake": 0,
  "silly me": 0,
  "wrong size": -0.5,
  "bad idea": 0,
  "stupid idea": 0,
  "stupid question": 0,
  "stupidly i": 0,
  "stupid of me": 0,
  "silly of me": 0,
  "my own fault": 0,
  "nothing against": 0.5,
  "no drama": 0.5,
  "only trouble is": 0,
  "fell apart": -3,
  "falls apart": -3,
  "stopped working": -2,
  "does not work": -2,
  "doesn't work": -2,
  "did not work": -1,
  "didn't work": -1,
  "not working": -1.5,
  "wouldn't work": -2,
  "good luck": 0.5,
  "good morning": 0,
  "good afternoon": 0,
  "good evening": 0,
  "good day": 0,
  "well as": 0,
  "as well": 0,
  "would like": 0,
  "i'd like": 0,
  "d love to know": 0,
  "would love to know": 0,
  "like to": 0,
  "feel like": 0,
  "looks like": 0,
  "look like": 0,
  "like this": 0,
  "like these": 0,
  "be grateful": 0,
  "be glad": 0,
  "be happy to": 0,
  "would appreciate": 0,
  "i'd appreciate": 0,
  "any help": 0,
  "kind regards": 0,
  "best regards": 0,
  "warm regards": 0,
  "best wishes": 0,
  "all the best": 0,
  "many thanks": 0.5,
  "thanks in advance": 0,
  "thank you in advance": 0,
  "best way": 0,
  "support team": 0,
  "customer support": 0,
  "customer service": 0,
  "in order to": 0,
  "quick question": 0,
  "clear the": 0,
  "value of": 0,
  "good time": 0,
  "what kind": 0,
  "kind of": 0,
  "make sure": 0,
  "worth of": 0,
  "light of": 0,
  "if lost": 0,
  "what if": 0,
  "in case": 0,
};
