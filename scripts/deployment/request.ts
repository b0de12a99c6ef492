/**
 * One question over HTTP, and what became of it. Nothing is thrown: no answer is an answer too.
 *
 * @module
 */
import type * as z from 'zod/mini';
import { type Unreachable, whyUnreachable } from './unreachable.ts';

export interface Answered {
	readonly outcome: 'answered';
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** Milliseconds since the epoch, by this machine. */
	readonly sentAt: number;
	readonly receivedAt: number;
}
export type Answer = Answered | { readonly outcome: 'unreachable'; readonly why: Unreachable };

export interface Question {
	readonly method?: 'GET' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Milliseconds. */
	readonly within?: number;
}

const WITHIN_MS = 5_000;

/** A redirect is an answer: who follows it with a POST loses the body. */
export async function ask(url: string, question: Question = {}): Promise<Answer> {
	const { within = WITHIN_MS, body, ...rest } = question;
	const sentAt = Date.now();
	try {
		const response = await fetch(url, {
			...rest,
			...(body === undefined ? {} : { body }),
			redirect: 'manual',
			signal: AbortSignal.timeout(within),
		});
		const receivedAt = Date.now();
		const { status, headers } = response;
		return { outcome: 'answered', status, headers, text: await response.text(), sentAt, receivedAt };
	} catch (error) {
		return { outcome: 'unreachable', why: whyUnreachable(error) };
	}
}

/** Null: it is not what the schema says. */
export function readJson<S extends z.ZodMiniType>({ text }: Answered, schema: S): z.infer<S> | null {
	try {
		return schema.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

/** A path at an address that may have one itself, with a slash at its end or without. */
export const at = (base: string, path: string): string => `${base.replace(/\/+$/, '')}${path}`;
