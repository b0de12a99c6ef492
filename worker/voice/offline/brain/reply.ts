import type { History } from './history.ts';
import type { Answer } from './intent.ts';
import { spelled } from './intents/memory.ts';
import { FALLBACK } from './intents.ts';
import { TOOL_FAILED } from './self.ts';
import { understand } from './understand.ts';

/** What the demo does next: speak, or call a tool of the app and be asked again with its output. */
export type Reply =
	| { readonly type: 'say'; readonly text: string }
	| { readonly type: 'call'; readonly tool: string; readonly args: Extract<Answer, { type: 'call' }>['args'] };

export interface ReplyOptions {
	/** From 0 up to, not including, 1. */
	random(): number;
	/** Whether the app has a tool of this name. */
	hasTool(name: string): boolean;
}

/** The name that the visitor gave last. */
function nameIn(utterances: readonly string[]): string | null {
	const names = utterances.flatMap((text) => {
		const understood = understand(text);
		if (understood?.intent.name !== 'my_name') return [];
		const { person } = understood.slots;
		return person === undefined ? [] : [person];
	});
	const last = names.at(-1);
	return last === undefined ? null : spelled(last);
}

export function replyTo(history: History, { random, hasTool }: ReplyOptions): Reply {
	const understood = history.current === null ? null : understand(history.current);
	if (understood === null) return { type: 'say', text: FALLBACK };
	const { past, said } = history;
	const answer = understood.intent.answer(understood.slots, { past, said, name: nameIn(past), random });
	if (answer.type === 'say') return answer;

	const output = history.outputs.at(-1);
	if (output !== undefined) return { type: 'say', text: output.isError ? TOOL_FAILED : answer.word(output.output) };
	// The app's own tools took the place of the demo's.
	if (!hasTool(answer.tool)) return { type: 'say', text: FALLBACK };
	return { type: 'call', tool: answer.tool, args: answer.args };
}
