import * as z from 'zod/mini';
import { type Answer, type Intent, say } from '../intent.ts';
import { TOOL_FAILED } from '../self.ts';
import { capital, listing, things } from '../wording.ts';

/** Asked before everything goes. The next "yes" means this only if it was the last thing that was said. */
export const SURE = 'Shall I clear your whole list? Please say yes or no.';

/** A call of one of the app's list tools, worded from an answer of the expected shape. */
function call<Schema extends z.ZodMiniType>(
	tool: string,
	args: Readonly<Record<string, string | boolean>>,
	shape: Schema,
	word: (result: z.output<Schema>) => string,
): Answer {
	return {
		type: 'call',
		tool,
		args,
		word(output) {
			const result = z.safeParse(shape, output);
			return result.success ? word(result.data) : TOOL_FAILED;
		},
	};
}

const changed = z.object({ outcome: z.string(), item: z.string() });

/** Long enough for a thing on a list, short enough to be spoken back. */
const SPEAKABLE = 80;
const TOO_LONG = say('That is too long for my list. Please say it in a few words.');

const add: Intent = {
	name: 'add',
	phrases: ['(add | put) [some | a | an] <item> (to | on) my list'],
	typed: [
		'(add | put | note | write) [some | a | an] <item> (to | on | in | onto) (my | the) [todo | to-do | shopping] list',
		'add [some | a | an] <item>',
	],
	example: 'add milk to my list',
	featured: true,
	answer({ item = '' }) {
		if (item.length > SPEAKABLE) return TOO_LONG;
		return call('add_to_list', { item }, changed, (result) => {
			if (result.outcome === 'added') return `I added ${result.item} to your list.`;
			return result.outcome === 'already_there'
				? `${capital(result.item)} is on your list already.`
				: 'Your list is full. Remove something first.';
		});
	},
};

const remove: Intent = {
	name: 'remove',
	phrases: ['(remove | delete) [the] <item> from my list'],
	typed: [
		'(remove | delete | take | strike | cross) [the] <item> (from | off) (my | the) [todo | to-do | shopping] list',
		'(remove | delete) [the] <item>',
	],
	example: 'remove milk from my list',
	answer({ item = '' }) {
		if (item.length > SPEAKABLE) return TOO_LONG;
		return call('remove_from_list', { item }, changed, (result) =>
			result.outcome === 'removed'
				? `I removed ${result.item} from your list.`
				: `${capital(result.item)} is not on your list.`,
		);
	},
};

const read: Intent = {
	name: 'read',
	phrases: ["(what is | what's) on my list", 'read my list'],
	typed: [
		"(what is | what's) [on | in] (my | the) [todo | to-do | shopping] list",
		'(read | show | tell) [me] (my | the) [todo | to-do | shopping] list',
		'my [todo | to-do | shopping] list',
	],
	example: 'what is on my list',
	answer: () =>
		call('read_list', {}, z.object({ items: z.array(z.string()) }), ({ items }) =>
			items.length === 0 ? 'Your list is empty.' : `On your list: ${listing(items)}.`,
		),
};

const count: Intent = {
	name: 'count_list',
	phrases: ['how many things are on my list'],
	typed: [
		'how many (things | items | entries | todos) (are there | are | do i have) (on | in) (my | the) list',
		'how long is (my | the) list',
	],
	answer: () =>
		call('count_list', {}, z.object({ count: z.number() }), (result) =>
			result.count === 1 ? 'There is one thing on your list.' : `There are ${things(result.count)} on your list.`,
		),
};

const clear: Intent = {
	name: 'clear',
	phrases: ['clear my list'],
	typed: [
		'(clear | empty | erase | wipe | delete) (my | the) [whole | entire] [todo | to-do | shopping] list',
		'(remove | delete | clear) (everything | all) [from (my | the) list]',
	],
	answer: () => say(SURE),
};

/** What was said last is the question, or as much of it as came out before "yes" cut it short. */
const wasAsked = (said: string | null): boolean =>
	said !== null && said.length >= 'Shall I clear'.length && SURE.startsWith(said);

const yes: Intent = {
	name: 'yes',
	phrases: ['yes [please]'],
	typed: ['(y | yep | yeah | yup | sure | ok | okay | confirm | do it | go ahead)', 'yes (clear | delete | do) it'],
	answer(_slots, { said }) {
		if (!wasAsked(said)) return say('I did not ask you anything that needs a yes.');
		return call(
			'clear_list',
			{ confirmed: true },
			z.object({ outcome: z.literal('cleared') }),
			() => 'Your list is empty now.',
		);
	},
};

const no: Intent = {
	name: 'no',
	phrases: ['no [thank you]'],
	typed: ["(n | nope | nah | no | cancel | don't | do not) [thanks]"],
	answer: (_slots, { said }) => say(wasAsked(said) ? 'All right, I leave your list as it is.' : 'All right.'),
};

/** `clear` before the others: "delete everything" is not a thing called everything. */
export const list = [clear, yes, no, add, remove, read, count];
