/**
 * A visitor without a page: asks the API as a page does, and names itself by a Bearer token.
 *
 * @module
 */
import * as z from 'zod/mini';
import { conversationViewSchema, type Turn } from '../../functions/protocol/conversation.ts';
import { TRACE_HEADER, traceparentOf } from '../../functions/protocol/trace.ts';
import { type Api, makeApi } from '../../web/call/api/api.ts';
import { type AskForAgent, makeAskForAgent } from '../../web/call/api/dispatch-door.ts';
import { eventually } from '../eventually.ts';

export interface Visitor {
	readonly api: Api;
	readonly askForAgent: AskForAgent;
	/** Of the conversation, oldest first: all of them, page by page. */
	turns(): Promise<readonly Turn[]>;
	/** Hangs up, and asks again until the API has answered. */
	hangUp(room: string): Promise<void>;
}

const TIMEZONE = 'Europe/Berlin';
const visitorSchema = z.object({ token: z.string() });
const PATIENCE_MS = 30_000;

/** @param trace in every log line of this visitor's calls */
export async function newVisitor(url: string, trace: string): Promise<Visitor> {
	const known = await fetch(new URL('/api/visitor', url), { method: 'POST' });
	const { token } = visitorSchema.parse(await known.json());
	const asVisitor: typeof fetch = (path, init = {}) =>
		fetch(new URL(String(path), url), {
			...init,
			headers: {
				'content-type': 'application/json',
				authorization: `Bearer ${token}`,
				[TRACE_HEADER]: traceparentOf(trace),
			},
		});

	async function page(before: string | null): Promise<readonly Turn[]> {
		const response = await asVisitor(`/api/conversation${before === null ? '' : `?before=${before}`}`);
		const { turns, cursor } = conversationViewSchema.parse(await response.json());
		return cursor === null ? turns : [...(await page(cursor)), ...turns];
	}
	return {
		api: makeApi(asVisitor, TIMEZONE),
		askForAgent: makeAskForAgent(asVisitor, TIMEZONE, () => -60),
		turns: () => page(null),
		async hangUp(room) {
			const body = JSON.stringify({ room_name: room });
			const asked = () =>
				asVisitor('/api/livekit/delete-room', { method: 'POST', body }).then(
					({ ok }) => ok,
					() => false,
				);
			await eventually('an answer to the hanging up', asked, Boolean, PATIENCE_MS);
		},
	};
}
