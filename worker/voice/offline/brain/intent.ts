import type { Slots } from './phrase.ts';

/** What an intent may know when it answers. All of it is read from the conversation, nothing is kept beside it. */
export interface Facts {
	/** What the visitor said before this, oldest first. */
	readonly past: readonly string[];
	/** What the agent said last. */
	readonly said: string | null;
	/** The name that the visitor gave last. */
	readonly name: string | null;
	/** From 0 up to, not including, 1. */
	random(): number;
}

/** What to do about an utterance: say something, or call a tool of the app and put its answer into words. */
export type Answer =
	| { readonly type: 'say'; readonly text: string }
	| {
			readonly type: 'call';
			readonly tool: string;
			readonly args: Readonly<Record<string, string | boolean | null>>;
			/** @param output what the tool returned, after JSON; any shape, for a team may have replaced the tool */
			word(output: unknown): string;
	  };

/** One thing that the demo understands. */
export interface Intent {
	readonly name: string;
	/** How it is said and typed (see phrase.ts). The recogniser listens for exactly these. */
	readonly phrases: readonly string[];
	/** Further ways to type it. */
	readonly typed?: readonly string[];
	/** As the help says it; absent for what needs no help. */
	readonly example?: string;
	/** Named to who says something that is not understood. */
	readonly featured?: true;
	answer(slots: Slots, facts: Facts): Answer;
}

export const say = (text: string): Answer => ({ type: 'say', text });
