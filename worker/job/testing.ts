/** For tests: a job in a room that is none, with an API that is a server. */
import { EventEmitter } from 'node:events';
import { type AutoSubscribe, initializeLogger, type JobContext, voice } from '@livekit/agents';
import { type DisconnectReason, ParticipantKind, RoomEvent } from '@livekit/rtc-node';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import { makeBackend } from '../backend.ts';
import { type Asked, memoryLog, startApi } from '../testing.ts';
import { type WarmOfflineVoice, warmOfflineVoice } from '../voice/offline/index.ts';
import { type JobDeps, serve } from './serve.ts';

/** In a file's own scope. */
export function prepareJobs(): void {
	beforeAll(async () => {
		initializeLogger({ pretty: false, level: 'silent' });
		warm = await warmOfflineVoice({ env: {}, random: () => 0, newId: () => 'id' });
	});
	afterAll(() => warm.close());
}
let warm: WarmOfflineVoice;

export const room = 'greenroom.test.conversation.1';
export const writer = { room, jobId: 'AJ_1', epoch: 3 };
export const me = { identity: 'agent-AJ_1', sid: 'PA_agent' };
export const anna = { identity: 'human-x', sid: 'PA_1' };
export const annaInRoom = { ...anna, present: true, roomSid: 'RM_1' };
const claimed: ClaimResponse = {
	epoch: 3,
	humanIdentity: anna.identity,
	graceSeconds: 60,
	start: 'first',
	turns: [],
	todo: [],
	timezone: null,
	timezoneOffset: null,
};

export interface Setting {
	readonly claim?: Partial<ClaimResponse>;
	/** The code with which a door refuses. */
	readonly refusals?: Readonly<Record<string, string>>;
	/** `nothing`: the API is out of order. */
	readonly end?: 'closed' | 'awaited' | 'nothing';
	/** Somebody joins while the end of the call is being asked for. */
	readonly comesBack?: boolean;
	/** While `now` is true no door answers. */
	readonly down?: { now: boolean };
	readonly deps?: Partial<Pick<JobDeps, 'budgets' | 'handlers'>>;
}

export const human = ({ identity, sid }: typeof anna, disconnectReason?: DisconnectReason) => ({
	identity,
	sid,
	info: { kind: ParticipantKind.STANDARD },
	disconnectReason,
	attributes: {},
	trackPublications: new Map(),
});

/** A job in a room that is none, with an API that is a server. */
export async function startJob({
	claim,
	refusals = {},
	end = 'closed',
	comesBack = false,
	down,
	deps = {},
}: Setting = {}) {
	const { asked, access } = await startApi(({ door }) => {
		if (down?.now) return null;
		const code = refusals[door];
		if (code !== undefined) return { status: 409, body: { code } };
		if (door === 'end' && comesBack) livekit.emit(RoomEvent.ParticipantConnected, human({ ...anna, sid: 'PA_2' }));
		if (door === 'end') return end === 'nothing' ? { status: 503, body: {} } : { body: { outcome: end } };
		return { body: door === 'claim' ? { ...claimed, ...claim } : {} };
	});
	const livekit = Object.assign(new EventEmitter(), {
		isConnected: false,
		departureTimeout: 90,
		localParticipant: { ...me, setAttributes: async () => {} },
		remoteParticipants: new Map([[anna.identity, human(anna)]]),
		getSid: async () => 'RM_1',
		registerTextStreamHandler: () => {},
		registerByteStreamHandler: () => {},
	});
	const shutdowns: string[] = [];
	const callbacks: (() => Promise<void>)[] = [];
	const exits: number[] = [];
	const subscribed: AutoSubscribe[] = [];
	const ctx = {
		job: { id: writer.jobId, agentName: 'greenroom-test', room: { name: room } },
		room: livekit,
		connect: async (_e2ee: unknown, subscribe: AutoSubscribe) => void subscribed.push(subscribe),
		shutdown: (reason: string) => shutdowns.push(reason),
		addShutdownCallback: (callback: () => Promise<void>) => callbacks.push(callback),
	};
	const prepared: string[] = [];
	const { log, lines } = memoryLog();
	const start = vi.spyOn(voice.AgentSession.prototype, 'start');
	const outcome = await serve(ctx as unknown as JobContext, {
		backend: makeBackend(access, { timeoutMs: 1_000, pausesMs: [] }),
		voice: { ...warm, make: (context) => ({ ...warm.make(context), prepare: (text) => prepared.push(text) }) },
		log,
		worker: 'worker-1',
		budgets: { longestMs: 3_600_000, silenceMs: 600_000 },
		handlers: {},
		exit: (code) => exits.push(code),
		now: Date.now,
		newId: () => 'id',
		...deps,
	});
	const sessions = start.mock.contexts as voice.AgentSession[];
	start.mockRestore();
	onTestFinished(async () => {
		await Promise.all([...callbacks.splice(0).map((end) => end()), ...sessions.map((session) => session.close())]);
	});
	const at = (door: string): Asked[] => asked.filter((one) => one.door === door);
	const messages = () => lines.flatMap(({ message }) => message ?? []);
	const tearDown = () => Promise.all(callbacks.splice(0).map((end) => end()));
	return { outcome, asked, at, tearDown, livekit, sessions, shutdowns, exits, subscribed, prepared, lines, messages };
}
