/**
 * ECS's own agent, on the machine of a task: it is asked to let the task live. Its refusals come as HTTP 200 with a
 * `failure`.
 *
 * @module
 */
import * as z from 'zod/mini';

/** What to be: protected for so many minutes, or not. */
export type Wish = { readonly minutes: number } | 'unprotected';

export type EcsAnswer =
	/** It is as wished. */
	| { readonly outcome: 'done' }
	/** More tasks are protected than a deploy leaves. */
	| { readonly outcome: 'blocked' }
	/** It said no. `type`: its word for it. */
	| { readonly outcome: 'refused'; readonly type: string }
	/** Whether it was done is not known. */
	| { readonly outcome: 'unknown'; readonly type: string };

export type EcsAgent = (wish: Wish) => Promise<EcsAnswer>;

/** The agent itself waits for 4 s for ECS. An offered job does not: LiveKit gives it up after 3. */
const ANSWER_WITHIN_MS = 1_500;
const PATH = '/task-protection/v1/state';

/** A word of AWS's, and nothing longer: it becomes a label. */
const word = z.string().check(z.regex(/^[A-Za-z_]{1,40}$/));
const doneSchema = z.object({ protection: z.object({ ProtectionEnabled: z.boolean() }) });
const failureSchema = z.object({ failure: z.object({ Reason: word }) });
const errorSchema = z.object({ error: z.object({ Code: word }) });

/** @param uri `ECS_AGENT_URI` */
export function makeEcsAgent(uri: string, withinMs = ANSWER_WITHIN_MS): EcsAgent {
	return async (wish) => {
		try {
			const response = await fetch(`${uri.replace(/\/$/, '')}${PATH}`, {
				method: 'PUT',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(bodyOf(wish)),
				signal: AbortSignal.timeout(withinMs),
			});
			return readAnswer(wish, response.status, parse(await response.text()));
		} catch (error) {
			const isLate = error instanceof Error && error.name === 'TimeoutError';
			return { outcome: 'unknown', type: isLate ? 'timeout' : 'unreachable' };
		}
	};
}

/** Fields that it does not know it refuses. */
const bodyOf = (wish: Wish) =>
	wish === 'unprotected' ? { ProtectionEnabled: false } : { ProtectionEnabled: true, ExpiresInMinutes: wish.minutes };

function readAnswer(wish: Wish, status: number, answer: unknown): EcsAnswer {
	const failure = failureSchema.safeParse(answer);
	if (failure.success) {
		const type = failure.data.failure.Reason;
		return type === 'DEPLOYMENT_BLOCKED' ? { outcome: 'blocked' } : { outcome: 'refused', type };
	}
	const error = errorSchema.safeParse(answer);
	const type = error.success ? error.data.error.Code : `http_${status}`;
	if (status >= 400 && status < 500) return { outcome: 'refused', type };
	if (status !== 200) return { outcome: 'unknown', type };
	const done = doneSchema.safeParse(answer);
	if (!done.success) return { outcome: 'unknown', type: 'unreadable' };
	const isProtected = done.data.protection.ProtectionEnabled;
	return isProtected === (wish !== 'unprotected') ? { outcome: 'done' } : { outcome: 'unknown', type: 'contradicted' };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
