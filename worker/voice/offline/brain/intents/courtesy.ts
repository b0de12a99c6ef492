import { type Intent, say } from '../intent.ts';
import { ASK_FOR_HELP, I_AM } from '../self.ts';

const named = (words: string, name: string | null): string => (name === null ? words : `${words}, ${name}`);

const hello: Intent = {
	name: 'hello',
	phrases: ['hello', 'good (morning | afternoon | evening)'],
	typed: ['(hi | hey | howdy | hello) [there | again | greenroom]', 'how are you [doing | today]'],
	answer: (_slots, { name }) => say(`${named('Hello', name)}. ${I_AM}. ${ASK_FOR_HELP}`),
};

const who: Intent = {
	name: 'who',
	phrases: ['who are you', 'what are you'],
	typed: ["(what is | what's) your name", 'are you (a robot | a machine | a human | human | real | an ai)'],
	answer: () => say(`${I_AM} of Greenroom: a small program with rules, and no language model. ${ASK_FOR_HELP}`),
};

const thanks: Intent = {
	name: 'thanks',
	phrases: ['thank you'],
	typed: ['(thanks | thank you | thx) [a lot | so much | very much]'],
	answer: () => say('You are welcome.'),
};

const bye: Intent = {
	name: 'bye',
	phrases: ['goodbye', 'bye bye'],
	typed: ['bye', 'good night', 'see you [later | soon]'],
	answer: (_slots, { name }) => say(`${named('Goodbye', name)}. I keep your list for you.`),
};

export const courtesy = [hello, who, thanks, bye];
