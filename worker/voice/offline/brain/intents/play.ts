import { type Intent, say } from '../intent.ts';
import { inWords, readNumber } from '../numbers.ts';
import { capital } from '../wording.ts';

export const HIGHEST = 30;

/** In sentences of five, so that it can be interrupted and one hears where. */
function counting(to: number): string {
	const numbers = Array.from({ length: to }, (_, index) => inWords(index + 1));
	const sentences: string[] = [];
	for (let start = 0; start < to; start += 5) sentences.push(capital(`${numbers.slice(start, start + 5).join(', ')}.`));
	return sentences.join(' ');
}

const count: Intent = {
	name: 'count',
	phrases: ['count to <number>'],
	typed: ['count [up] (to | till | until) <number>'],
	example: 'count to ten',
	answer({ number = '' }) {
		const to = readNumber(number);
		if (to === null || to < 1 || to > HIGHEST) return say(`I can count to any number from one to ${inWords(HIGHEST)}.`);
		return say(counting(to));
	},
};

const JOKES = [
	'Why did the room ask for a second tab? It wanted to be heard in stereo.',
	'I told my agent to take a break. It answered: which one, the circuit or the line?',
	'A web hook walks into a bar. Nobody saw it come in, so it walks in again.',
	'What does a conversation say to a page refresh? Go on, I was not finished.',
	'Why was the server calm in the storm? It had lost its connection to it.',
] as const;

/** One of them; `random` from 0 up to, not including, 1. */
const pick = <T>(from: readonly T[], random: number): T | undefined => from[Math.floor(random * from.length)];

const joke: Intent = {
	name: 'joke',
	phrases: ['tell me a joke'],
	typed: ['tell me another (joke | one)', '[a | another] joke', 'make me laugh'],
	example: 'tell me a joke',
	featured: true,
	answer: (_slots, { random }) => say(pick(JOKES, random()) ?? JOKES[0]),
};

const coin: Intent = {
	name: 'coin',
	phrases: ['flip a coin'],
	typed: ['(flip | toss | throw) (a | the) coin [again]', 'heads or tails'],
	example: 'flip a coin',
	answer: (_slots, { random }) => say(pick(['It is heads.', 'It is tails.'], random()) ?? 'It is heads.'),
};

export const play = [count, joke, coin];
