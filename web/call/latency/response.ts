/**
 * How long the agent takes to answer: from the end of what the person said or typed to the moment when it speaks.
 *
 * @module
 */

export type ResponseEvent =
	/** The person has said or typed something. */
	| { readonly type: 'asked'; readonly at: number }
	| { readonly type: 'speaking'; readonly at: number }
	/** The agent that was asked is gone, or the way to it. */
	| { readonly type: 'lost' };

export interface Response {
	/** What is not answered yet. Milliseconds. */
	readonly askedAt: number | null;
	/** The last answer took this long. Milliseconds; `null`: there was none. */
	readonly took: number | null;
}

export const UNASKED: Response = { askedAt: null, took: null };

/** Somebody who goes on talking has asked when they end. */
export function responseAfter(before: Response, event: ResponseEvent): Response {
	switch (event.type) {
		case 'asked':
			return { ...before, askedAt: event.at };
		case 'speaking':
			return before.askedAt === null ? before : { askedAt: null, took: event.at - before.askedAt };
		case 'lost':
			return { ...before, askedAt: null };
	}
}
