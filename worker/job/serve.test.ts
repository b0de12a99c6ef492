import { EventEmitter } from 'node:events';
import { initializeLogger, type JobContext, voice } from '@livekit/agents';
import { DisconnectReason, ParticipantKind, RoomEvent } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import { makeBackend } from '../backend.ts';
import { type Asked, memoryLog, startApi } from '../testing.ts';
import { type WarmOfflineVoice, warmOfflineVoice } from '../voice/offline/index.ts';
import { serve } from './serve.ts';

let warm: WarmOfflineVoice;
beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	warm = await warmOfflineVoice({ env: {}, random: () => 0, newId: () => 'id' });
});
afterAll(() => warm.close());

const room = 'greenroom.test.conversation.1';
const writer = { room, jobId: 'AJ_1', epoch: 3 };
const me = { identity: 'agent-AJ_1', sid: 'PA_agent' };
const anna = { identity: 'human-x', sid: 'PA_1' };
const annaInRoom = { ...anna, present: true, roomSid: 'RM_1' };
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

interface Setting {
	readonly claim?: Partial<ClaimResponse>;
	/** The code with which a door refuses. */
	readonly refusals?: Readonly<Record<string, string>>;
	/** `nothing`: the API is out of order. */
	readonly end?: 'closed' | 'awaited' | 'nothing';
	/** Somebody joins while the end of the call is being asked for. */
	readonly comesBack?: boolean;
}

const human = ({ identity, sid }: typeof anna, disconnectReason?: DisconnectReason) => ({
	identity,
	sid,
	info: { kind: ParticipantKind.STANDARD },
	disconnectReason,
	attributes: {},
	trackPublications: new Map(),
});

/** A job in a room that is none, with an API that is a server. */
async function startJob({ claim, refusals = {}, end = 'closed', comesBack = false }: Setting = {}) {
	const { asked, access } = await startApi(({ door }) => {
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
	});
	const shutdowns: string[] = [];
	const callbacks: (() => Promise<void>)[] = [];
	const ctx = {
		job: { id: writer.jobId, agentName: 'greenroom-test', room: { name: room } },
		room: livekit,
		connect: async () => {},
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
		now: Date.now,
		newId: () => 'id',
	});
	const sessions = start.mock.contexts as voice.AgentSession[];
	start.mockRestore();
	onTestFinished(async () => {
		await Promise.all([...callbacks.map((end) => end()), ...sessions.map((session) => session.close())]);
	});
	const at = (door: string): Asked[] => asked.filter((one) => one.door === door);
	const messages = () => lines.flatMap(({ message }) => message ?? []);
	return { outcome, asked, at, livekit, shutdowns, prepared, lines, messages };
}

describe('a job', () => {
	it('claims, joins, and tells who is there, each time as who it is', async () => {
		const { outcome, asked, at, shutdowns } = await startJob();
		expect(outcome).toBe('serving');
		await vi.waitFor(() => expect(at('participants')).toHaveLength(1));
		expect(asked.map(({ door, subject, body }) => ({ door, subject, body }))).toEqual([
			{ door: 'claim', subject: room, body: { room, jobId: 'AJ_1', agentName: 'greenroom-test', worker: 'worker-1' } },
			{ door: 'joined', subject: room, body: { ...writer, ...me, roomSid: 'RM_1' } },
			{ door: 'participants', subject: room, body: { ...writer, people: [annaInRoom] } },
		]);
		expect(shutdowns).toEqual([]);
	});

	it('leaves when its claim is taken', async () => {
		const { outcome, asked } = await startJob({ refusals: { claim: 'claim_taken' } });
		expect(outcome).toBe('claim_refused');
		expect(asked).toHaveLength(1);
	});

	it('leaves when it may not join', async () => {
		const { outcome, shutdowns } = await startJob({ refusals: { joined: 'stale_epoch' } });
		expect(outcome).toBe('replaced');
		expect(shutdowns).toEqual(['replaced']);
	});

	it('leaves when what it says of people is refused', async () => {
		const { shutdowns } = await startJob({ refusals: { participants: 'room_closed' } });
		await vi.waitFor(() => expect(shutdowns).toEqual(['room_closed']));
	});

	it('tells of who came and went', async () => {
		const { at, livekit } = await startJob();
		await vi.waitFor(() => expect(at('participants')).toHaveLength(1));
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.DUPLICATE_IDENTITY));
		livekit.emit(RoomEvent.ParticipantConnected, human({ ...anna, sid: 'PA_2' }));
		await vi.waitFor(() => expect(at('participants')).toHaveLength(2));
		expect(at('participants')[1]?.body).toMatchObject({
			people: [
				{ ...annaInRoom, present: false },
				{ ...annaInRoom, sid: 'PA_2' },
			],
		});
	});

	it('tells after a server restart as who it is again, and who has come', async () => {
		const { at, livekit } = await startJob();
		await vi.waitFor(() => expect(at('participants')).toHaveLength(1));
		// The order of rtc-node 0.13 (measured): the sids of the agent and of the room come last.
		livekit.emit(RoomEvent.Reconnecting);
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna));
		livekit.remoteParticipants.clear();
		livekit.emit(RoomEvent.Reconnected);
		const back = human({ ...anna, sid: 'PA_2' });
		livekit.remoteParticipants.set(anna.identity, back);
		livekit.emit(RoomEvent.ParticipantConnected, back);
		await vi.waitFor(() => expect(at('participants')).toHaveLength(2));
		expect(at('participants')[1]?.body).toEqual({ ...writer, people: [{ ...anna, sid: 'PA_2', present: true }] });
		livekit.localParticipant.sid = 'PA_agent_2';
		livekit.getSid = async () => 'RM_2';
		livekit.emit(RoomEvent.RoomUpdated);
		await vi.waitFor(() => expect(at('joined')).toHaveLength(2));
		expect(at('joined')[1]?.body).toMatchObject({ sid: 'PA_agent_2', roomSid: 'RM_2' });
		await vi.waitFor(() => expect(at('participants')).toHaveLength(4), 3_000);
		expect(
			at('participants')
				.slice(2)
				.map(({ body }) => body),
		).toMatchObject([
			{ people: [{ sid: 'PA_2', present: true, roomSid: 'RM_2' }] },
			{ people: [{ sid: 'PA_1', present: false, roomSid: 'RM_1' }] },
		]);
	});

	it('asks for the end as soon as its user has left, where there is no grace', async () => {
		const { at, livekit } = await startJob({ claim: { graceSeconds: 0 } });
		expect(at('end')).toEqual([]);
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(at('end')).toMatchObject([{ body: { ...writer, reason: 'grace_expired' } }]));
	});

	it('says in the log, word for word, that it came and why it goes', async () => {
		const { at, livekit, messages } = await startJob({ claim: { graceSeconds: 0 } });
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(at('end')).toHaveLength(1));
		await vi.waitFor(() =>
			expect(messages()).toEqual([
				'Agent joined room',
				'All humans left. Starting grace period',
				'No humans returned, self-terminating',
			]),
		);
	});

	it('says in the log that somebody has come back', async () => {
		const { livekit, messages } = await startJob();
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		livekit.emit(RoomEvent.ParticipantConnected, human({ ...anna, sid: 'PA_2' }));
		await vi.waitFor(() =>
			expect(messages().toSorted()).toEqual([
				'Agent joined room',
				'All humans left. Starting grace period',
				'Human rejoined. Cancelling shutdown',
			]),
		);
	});

	it('stays when it is told that somebody is on their way', async () => {
		const { at, livekit, shutdowns, messages } = await startJob({ claim: { graceSeconds: 0 }, end: 'awaited' });
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(at('end')).toHaveLength(1));
		livekit.emit(RoomEvent.ParticipantConnected, human({ ...anna, sid: 'PA_2' }));
		expect(shutdowns).toEqual([]);
		expect(messages()).not.toContain('No humans returned, self-terminating');
	});

	it.each([
		['leaves by itself when the API does not answer', false, ['grace_expired']],
		['stays with whoever has come back while the API did not answer', true, []],
	])('%s', async (_does, comesBack, expected) => {
		const { livekit, shutdowns, lines } = await startJob({ claim: { graceSeconds: 0 }, end: 'nothing', comesBack });
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(lines.map(({ event }) => event)).toContain('grace_expired'));
		// The shutdown follows in the next turn of the event loop.
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(shutdowns).toEqual(expected);
	});

	it('leaves at once when the end that it asked for is refused', async () => {
		const { livekit, shutdowns } = await startJob({ claim: { graceSeconds: 0 }, refusals: { end: 'stale_epoch' } });
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(shutdowns).toEqual(['replaced']));
	});

	it.each([
		['greets a stranger', 'first', 'Hello'],
		['apologises for the agent that was lost, though nothing was said yet', 'replacement', 'Sorry'],
	] as const)('%s', async (_does, start, begins) => {
		const { prepared } = await startJob({ claim: { start, turns: [] } });
		expect(prepared).toEqual([expect.stringMatching(new RegExp(`^${begins}`))]);
	});
});
