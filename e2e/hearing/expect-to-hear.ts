import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ear, NotHeardError } from './ear.ts';
import { type ExpectedVoice, makeExpectedVoice } from './expected-voice.ts';
import { loudestOf, loudness } from './loudness.ts';
import { between, RATE, type Recording, type Span } from './recording.ts';
import { wavOf } from './wav.ts';
import { ALIKE, type Ranked, type Recognition, whichSentence } from './which-sentence.ts';

export interface Expectation {
	/** All that is said in one go. */
	readonly says: string;
	/** What it could be mistaken for: the answer of the turn before, the same answer with another number. */
	readonly ratherThan?: readonly string[];
	/** Milliseconds since the epoch. What sounded before does not count. */
	readonly after: number;
	/** Milliseconds after `after` by which it must have begun. */
	readonly within: number;
}

/** What was heard, from its first to its last voiced moment. */
export interface Heard extends Span {
	/** The most alike first. */
	readonly ranking: readonly Ranked[];
}

/** Something else was heard, or nothing. */
export class MisheardError extends Error {
	override readonly name = 'MisheardError';
	/** The recording, to listen to. */
	readonly file: string;
	constructor(message: string, file: string) {
		super(`${message}\n  recording: ${file}`);
		this.file = file;
	}
}

/** Silence of so many milliseconds ends what is said in one go. */
const PAUSE = 700;
/** The first consonant is fainter than a voice: so many milliseconds before it are looked at too. */
const LEAD_IN = 300;
/** Candidates that an error names for each utterance. */
const SHOWN = 4;
/** Whoever speaks for so many times as long as expected (and a second) says something else. */
const LONG_WINDED = 1.3;

interface Utterance extends Span {
	readonly level: number;
	readonly recognition: Recognition;
}

const agentVoice = makeExpectedVoice('slt');

/**
 * Waits until the ear hears a sentence of the agent. What else is said before it (a greeting) is passed over; `says`
 * begins and ends in silence.
 *
 * @throws MisheardError with a recording when something else was heard, or nothing
 * @throws DeafError when the ear did not listen: nothing is proved then
 */
export async function expectToHear(
	ear: Ear,
	expectation: Expectation,
	voice: ExpectedVoice = agentVoice,
): Promise<Heard> {
	const { says, ratherThan = [], after, within } = expectation;
	const [expected, ...decoys] = await Promise.all([says, ...ratherThan].map((text) => voice(text)));
	if (expected === undefined) throw new RangeError('nothing to expect');
	const candidates = [expected, ...decoys];
	const longest = expected.seconds * 1000 * LONG_WINDED + 1000;

	const utterances: Utterance[] = [];
	let listenedUntil = after;
	for (;;) {
		const span = await nextUtterance(ear, { after: listenedUntil, within: after + within - listenedUntil, longest });
		if (span === null) break;
		const recording = between(ear.heardSince(after), span.beganAt - LEAD_IN, span.endedAt + PAUSE);
		const recognition = whichSentence(recording, candidates);
		if (recognition.outcome === 'said' && recognition.text === says) {
			return { ...recognition.span, ranking: recognition.ranking };
		}
		utterances.push({ ...span, level: loudness(recording.samples), recognition });
		// Whoever talks on may be in the middle of it.
		listenedUntil = span.paused ? span.endedAt : span.endedAt - expected.seconds * 1000;
	}
	const recording = ear.heardSince(after);
	throw new MisheardError(explain(expectation, utterances, recording), await save(recording, says));
}

/** From the first voice to the pause after it, or as far as is worth listening. `null`: nobody has begun to speak in time. */
async function nextUtterance(
	ear: Ear,
	{ after, within, longest }: { after: number; within: number; longest: number },
): Promise<(Span & { paused: boolean }) | null> {
	if (within <= 0) return null;
	const beganAt = await ear.nextVoice({ after, within }).catch(unlessNotHeard(null));
	if (beganAt === null) return null;
	const pause = await ear.silence({ after: beganAt, for: PAUSE, within: longest + PAUSE }).catch(unlessNotHeard(null));
	return { beganAt, endedAt: pause?.beganAt ?? beganAt + longest, paused: pause !== null };
}

const unlessNotHeard =
	<T>(value: T) =>
	(error: unknown): T => {
		if (error instanceof NotHeardError) return value;
		throw error;
	};

function explain({ says, after, within }: Expectation, utterances: readonly Utterance[], recording: Recording): string {
	const expected = `Expected to hear "${says}" within ${within} ms from ${clock(after)} on, but`;
	if (utterances.length === 0) return `${expected} nobody spoke. The loudest moment had ${dBFS(loudestOf(recording))}.`;
	const lines = utterances.flatMap(({ beganAt, endedAt, level, recognition }) => [
		`  ${clock(beganAt)} to ${clock(endedAt)}, ${dBFS(level)}: ${recognition.outcome}`,
		...recognition.ranking
			.slice(0, SHOWN)
			.map(({ text, score }) => `    ${score.toFixed(3)} "${text}"${text === says ? ' <- expected' : ''}`),
	]);
	return [`${expected} heard:`, ...lines, `  (said: at least ${ALIKE}, and rather than any other)`].join('\n');
}

const dBFS = (level: number): string => `${Math.round(level)} dBFS`;

const clock = (time: number): string => new Date(time).toISOString().slice(11, -1);

async function save(recording: Recording, says: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-heard-'));
	const file = join(folder, `${says.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40)}.wav`);
	await writeFile(file, wavOf(recording.samples, RATE));
	return file;
}
