/**
 * A page before and between its calls, for tests.
 *
 * @module
 */
import { createRoot } from 'solid-js';
import { expect, vi } from 'vitest';
import type { ConversationView, Turn } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import { makeBeginning } from '../begin/begin.ts';
import type { Capture } from '../microphone/capture.ts';
import type { Permission } from '../microphone/permission.ts';
import { makeSession } from '../session/session.ts';
import { openBrowser } from '../tabs/testing.ts';
import type { TalkOptions } from '../talk/create-talk.ts';
import { makeTracing } from '../trace/tracing.ts';
import { type Call, createCall } from './create-call.ts';

export const turn: Turn = { id: 'a', role: 'agent', text: 'Hello.', at: 1 };
export const view: ConversationView = { phase: 'empty', room: null, turns: [], cursor: null };
export const knows = (more: Partial<ConversationView>): Answer<ConversationView> => ({
	outcome: 'answered',
	value: { ...view, ...more },
});
export const grant: TokenResponse = {
	server_url: '',
	participant_token: '',
	room_name: 'r1',
	participant_name: '',
	lifecycle: 'persistent',
	conversation: view,
};
export const session = () => makeSession(() => sessionStorage);
export const settle = () => new Promise((resolve) => setTimeout(resolve));

/** The talk says that it has failed, and the page, which has stayed, believes it. */
export async function fails(talk: TalkOptions | undefined, { alert }: Pick<Call<unknown>, 'alert'>, words: string) {
	talk?.fail(words);
	await vi.waitFor(() => expect(alert()).toBe(words));
}

interface Setting {
	readonly permission?: Permission;
	readonly conversation?: Answer<ConversationView>;
	/** A part of the page does not load. */
	readonly broken?: 'beginning' | 'talk';
	/** The part with LiveKit loads no sooner than this. */
	readonly arrival?: Promise<void>;
	/** The tabs of one browser share it. */
	readonly browser?: ReturnType<typeof openBrowser>;
	/** The answer to a request for a token. */
	readonly token?: Promise<Answer<TokenResponse>>;
}

/** A page with a call, whose API, microphone and loading a test holds in its hand. */
export function open(setting: Setting = {}) {
	const {
		permission = 'granted',
		conversation = { outcome: 'unreachable' },
		broken,
		arrival,
		browser = openBrowser(),
	} = setting;
	const { tabs } = browser.openTab('');
	const order: string[] = [];
	let seed = 0;
	const tracing = makeTracing(fetch, (bytes) => new Uint8Array(bytes).fill(++seed));
	/** Of the requests for a token. */
	const traces: string[] = [];
	const talks: TalkOptions[] = [];
	let decide = (_: Capture) => {};
	const decision = new Promise<Capture>((resolve) => {
		decide = resolve;
	});
	const api: Api = {
		token: vi.fn(async (): Promise<Answer<TokenResponse>> => {
			order.push('token');
			traces.push(tracing.trace());
			return setting.token ?? { outcome: 'unreachable' };
		}),
		conversation: vi.fn(async () => conversation),
		hangUp: vi.fn(async () => {}),
	};
	const capture = vi.fn((_: AbortSignal) => {
		order.push('microphone');
		return decision;
	});
	const loadTalk = vi.fn(async () => {
		order.push('talk');
		await arrival;
		if (broken === 'talk') throw new TypeError('Failed to fetch dynamically imported module');
		return { startTalk: (options: TalkOptions) => talks.push(options) };
	});
	const beginning = makeBeginning({ tabs, api, capture, permission: async () => permission });
	const loadBeginning = async () => {
		if (broken === 'beginning') throw new TypeError('Failed to fetch dynamically imported module');
		return beginning;
	};
	const call = createRoot(() =>
		createCall({ lookUp: api.conversation, session: session(), tracing, loadBeginning, loadTalk }),
	);
	return { call, api, capture, loadTalk, order, talks, traces, decide };
}
