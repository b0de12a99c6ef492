/**
 * A call in rooms that a test holds in its hand.
 *
 * @module
 */
import { onTestFinished, vi } from 'vitest';
import { HEARS_TOPIC, type Hears, LIVEKIT } from '../../../functions/protocol/call.ts';
import type { DispatchResponse } from '../../../functions/protocol/dispatch.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { AskForAgent } from '../api/dispatch-door.ts';
import type { Message } from '../outbox/outbox.ts';
import { FakeRoom } from '../room/fake-room.ts';
import { makeOutlet } from '../sound/outlet.ts';
import { makeLive } from './live.ts';
import type { Report } from './report.ts';

const grant: TokenResponse = {
	server_url: 'ws://livekit',
	participant_token: 'token',
	room_name: 'r1',
	participant_name: '',
	lifecycle: 'persistent',
	conversation: { phase: 'active', room: 'r1', turns: [], cursor: null },
};

export const agent = (state: DispatchResponse['agent']): Answer<DispatchResponse> => ({
	outcome: 'answered',
	value: { dispatchId: null, reused: false, agent: state },
});

/** Lets everything happen that waits for nothing but its turn. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

interface Beginning {
	readonly captured?: Promise<void>;
	readonly resumed?: string | null;
	/** What the API answers to each token request, the first one included; then it lets the page in. */
	readonly tokens?: readonly Answer<TokenResponse>[];
}

/** Begins a call in fake time. It ends with the test, or when `over` is aborted. */
export function begin({ captured = Promise.resolve(), resumed = null, tokens = [] }: Beginning = {}) {
	vi.useFakeTimers();
	const over = new AbortController();
	onTestFinished(() => {
		over.abort();
		vi.useRealTimers();
	});
	const news: Report[] = [];
	const rooms: FakeRoom[] = [];
	let pending: readonly Message[] = [];
	let hears: Hears = { turn: 'a', shown: 3 };
	const first = new FakeRoom();
	const admit = (): Answer<TokenResponse> => tokens[admissions++] ?? { outcome: 'answered', value: grant };
	let admissions = 0;
	const asked: Parameters<AskForAgent>[0][] = [];
	let agentAnswer: Answer<DispatchResponse> = agent('pending');
	const live = makeLive({
		outlet: makeOutlet(),
		signal: over.signal,
		api: {
			token: async () => admit(),
			conversation: async () => ({ outcome: 'unreachable' }),
			hangUp: async () => {},
		},
		first: Promise.resolve(admit()),
		askForAgent: async (request) => {
			asked.push(request);
			return agentAnswer;
		},
		resumed,
		captured,
		microphone: () => ({ status: 'off' }),
		pending: () => pending,
		hears: () => hears,
		report: (report) => news.push(report),
		newRoom: () => {
			const room = rooms.length === 0 ? first : new FakeRoom();
			rooms.push(room);
			return room;
		},
	});
	const type = (...messages: readonly Message[]) => {
		pending = messages;
		live.wake();
	};
	const agents = () => news.flatMap((report) => (report.type === 'presence' ? report.presence.agent : []));
	const told = () => rooms.flatMap(({ sent }) => sent.filter(({ topic }) => topic === HEARS_TOPIC));
	const typed = () => rooms.flatMap(({ sent }) => sent.filter(({ topic }) => topic === LIVEKIT.topic.chat));
	const has = (heard: Hears) => {
		hears = heard;
	};
	const answerOfAgents = (answer: Answer<DispatchResponse>) => {
		agentAnswer = answer;
	};
	return { over, live, news, rooms, room: first, type, agents, told, typed, has, asked, answerOfAgents };
}

/** Attributes of an agent that is ready. */
export const listening = { [LIVEKIT.attribute.agentState]: 'listening' };
