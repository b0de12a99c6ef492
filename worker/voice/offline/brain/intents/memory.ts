import { type Intent, say } from '../intent.ts';
import { capitals } from '../wording.ts';

const SPEAKABLE = 60;
/** Characters of an utterance that are said back. */
const QUOTED = 160;

/** Recognised names come in lower case; a name that was typed is spelled as its owner spells it. */
export const spelled = (name: string): string => (name === name.toLowerCase() ? capitals(name) : name);

const myName: Intent = {
	name: 'my_name',
	phrases: ['my name is <person>'],
	typed: ["my name's <person>", 'call me <person>', 'i am called <person>'],
	example: 'my name is Anna',
	answer: ({ person = '' }) =>
		say(
			person.length > SPEAKABLE ? 'That is a long name. What may I call you?' : `Nice to meet you, ${spelled(person)}.`,
		),
};

const whatIsMyName: Intent = {
	name: 'what_is_my_name',
	phrases: ['what is my name', 'do you know my name'],
	typed: ["what's my name", 'who am i', 'do you remember my name', 'what am i called'],
	example: 'what is my name',
	featured: true,
	answer: (_slots, { name }) =>
		say(name === null ? 'You have not told me your name. Say, my name is, and your name.' : `Your name is ${name}.`),
};

const before: Intent = {
	name: 'before',
	phrases: ['what did i say before'],
	typed: ['what (did i | have i) [just] (say | said) [before | last | earlier]', 'what was the last thing i said'],
	example: 'what did I say before',
	answer(_slots, { past }) {
		const last = past.at(-1);
		if (last === undefined) return say('You have not said anything before that.');
		return say(`Before that you said: ${last.length > QUOTED ? `${last.slice(0, QUOTED)}, and so on` : last}`);
	},
};

const repeat: Intent = {
	name: 'repeat',
	phrases: ['repeat that', 'say that again'],
	typed: ['repeat [it] [again]', '(say it again | come again | pardon | sorry)', 'what did you [just] say', 'what'],
	answer: (_slots, { said }) => say(said ?? 'I have not said anything yet.'),
};

export const memory = [myName, whatIsMyName, before, repeat];
