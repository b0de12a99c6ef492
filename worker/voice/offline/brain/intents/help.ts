import { type Intent, say } from '../intent.ts';
import { I_AM } from '../self.ts';
import { listing } from '../wording.ts';

/** Examples in one sentence: more of them would be one long piece of sound, which begins late. */
const IN_A_SENTENCE = 4;

/** Everything that the demo knows, from the examples of its intents. */
function helpText(examples: readonly string[]): string {
	const sentences: string[] = [];
	for (let start = 0; start < examples.length; start += IN_A_SENTENCE)
		sentences.push(
			`${start === 0 ? 'You can say' : 'Or'}: ${listing(examples.slice(start, start + IN_A_SENTENCE), 'or')}.`,
		);
	return [`${I_AM}, and I know only a few things.`, ...sentences].join(' ');
}

export const helpFor = (intents: readonly Intent[]): Intent => ({
	name: 'help',
	phrases: ['help [me]', 'what can you do', 'what can i say'],
	typed: [
		'[i need] help [please]',
		'what do you know',
		'what else can you do',
		'what (commands | phrases) do you know',
	],
	answer: () => say(helpText(intents.flatMap(({ example }) => example ?? []))),
});

/** For what is not understood: what the demo is, and enough to go on. */
export function fallbackFor(intents: readonly Intent[]): string {
	const some = intents.flatMap(({ example, featured }) => (featured && example !== undefined ? [example] : []));
	return `${I_AM}. I know only a few things: ${listing(some, 'or')}. Say help for all of them.`;
}
