import { AutoSubscribe, llm, voice } from '@livekit/agents';
import { ConnectionQuality, DisconnectReason, RoomEvent } from '@livekit/rtc-node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { anna, human, me, prepareJobs, startJob, writer } from './testing.ts';

prepareJobs();

const { AgentSessionEventTypes, CloseReason } = voice;
const HOUR = 3_600_000;
const ends = (reason: string) => [{ body: { ...writer, reason } }];

describe('the budgets of a call', () => {
	it('end it when its room is too old, whichever agent it has, although somebody is there', async () => {
		const claim = { startedAt: Date.now() - 2 * HOUR, start: 'replacement' } as const;
		const { at, lines } = await startJob({ claim, deps: { budgets: { longestMs: 800, silenceMs: HOUR } } });
		expect(lines).toContainEqual({ level: 'info', event: 'budget', told: 'wrap_up' });
		expect(at('end')).toEqual([]);
		await vi.waitFor(() => expect(at('end')).toMatchObject(ends('call_limit')));
	});

	it('end it at once where nobody is', async () => {
		const { at, livekit, lines } = await startJob({ deps: { budgets: { longestMs: 300, silenceMs: HOUR } } });
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(at('end')).toMatchObject(ends('call_limit')));
		await vi.waitFor(() =>
			expect(lines).toContainEqual({ level: 'info', event: 'call_over', reason: 'call_limit', outcome: 'closed' }),
		);
	});

	it('end it without the API as well', async () => {
		const { shutdowns } = await startJob({ end: 'nothing', deps: { budgets: { longestMs: 80, silenceMs: HOUR } } });
		await vi.waitFor(() => expect(shutdowns).toEqual(['call_limit']));
	});

	it('ask into the silence, say goodbye and end it', async () => {
		const budgets = { longestMs: HOUR, silenceMs: 100, answeredWithinMs: 100 };
		const { at, lines, sessions } = await startJob({ deps: { budgets } });
		await vi.waitFor(() => expect(lines).toContainEqual({ level: 'info', event: 'budget', told: 'ask' }));
		const [session] = sessions;
		if (session === undefined) throw new Error('It has one.');
		const say = vi.spyOn(session, 'say');
		await vi.waitFor(() => {
			// The goodbye is said.
			for (const newState of ['speaking', 'listening'] as const) {
				const type = 'agent_state_changed';
				session.emit(AgentSessionEventTypes.AgentStateChanged, { type, oldState: 'idle', newState, createdAt: 0 });
			}
			expect(at('end')).toMatchObject(ends('silence'));
		}, 5_000);
		expect(say.mock.calls.at(-1)?.[0]).toContain('hanging up');
	});
});

describe('a call without the API', () => {
	it('goes on, and what is said is stored when the API is back, though the agent has left meanwhile', async () => {
		const down = { now: false };
		const { at, livekit, sessions, shutdowns, tearDown } = await startJob({ claim: { graceSeconds: 0 }, down });
		down.now = true;
		const item = llm.ChatMessage.create({ role: 'user', content: 'hello' });
		const type = 'conversation_item_added';
		sessions[0]?.emit(AgentSessionEventTypes.ConversationItemAdded, { type, item, createdAt: 0 });
		await vi.waitFor(() => expect(at('turns').length).toBeGreaterThan(1));
		expect(shutdowns).toEqual([]);
		livekit.emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.waitFor(() => expect(shutdowns).toEqual(['grace_expired']));
		const tornDown = tearDown();
		down.now = false;
		const tries = at('turns').length;
		await tornDown;
		expect(at('turns').slice(tries)).toMatchObject([{ body: { turns: [{ id: item.id, text: 'hello' }] } }]);
	});
});

describe('an agent that has lost its room', () => {
	afterEach(() => {
		vi.useRealTimers();
	});

	it('saves what was said, and ends, also when the room cannot be left', async () => {
		const { at, livekit, sessions, shutdowns, exits } = await startJob();
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		livekit.emit(RoomEvent.Reconnecting);
		await new Promise((resolve) => setImmediate(resolve));
		vi.advanceTimersByTime(299_999);
		expect(shutdowns).toEqual([]);
		const item = llm.ChatMessage.create({ role: 'user', content: 'hello' });
		const type = 'conversation_item_added';
		sessions[0]?.emit(AgentSessionEventTypes.ConversationItemAdded, { type, item, createdAt: 0 });
		vi.advanceTimersByTime(1);
		vi.useRealTimers();
		await vi.waitFor(() => expect(shutdowns).toEqual(['room_lost']));
		expect(exits).toEqual([0]);
		expect(at('turns')).toHaveLength(1);
	});
});

describe('an agent whose models fail', () => {
	const voiceFails = (session: voice.AgentSession | undefined) => {
		session?.emit(AgentSessionEventTypes.SpeechCreated, {} as voice.SpeechCreatedEvent);
		const error = {
			type: 'tts_error',
			timestamp: 0,
			label: '',
			error: new Error('words'),
			recoverable: false,
		} as const;
		if (session?.tts === undefined) throw new Error('It has a voice.');
		session.emit(AgentSessionEventTypes.Error, { type: 'error', error, source: session.tts, createdAt: 0 });
	};

	it('says so in the conversation, once, and its process ends as failed', async () => {
		const { at, sessions, shutdowns, exits, lines } = await startJob();
		const [session] = sessions;
		voiceFails(session);
		expect(exits).toEqual([]);
		voiceFails(session);
		voiceFails(session);
		await vi.waitFor(() => expect(shutdowns).toEqual(['model_failed']));
		expect(exits).toEqual([1]);
		await vi.waitFor(() => expect(at('turns')).toHaveLength(1));
		expect(at('turns')[0]?.body).toMatchObject({
			...writer,
			turns: [{ role: 'agent', text: expect.stringContaining('stopped working') }],
		});
		expect(JSON.stringify(lines)).not.toContain('words');
	});

	it('is not one whose models complain as they are taken down', async () => {
		const { livekit, sessions, shutdowns, exits, at } = await startJob();
		livekit.emit(RoomEvent.Disconnected, DisconnectReason.ROOM_DELETED);
		voiceFails(sessions[0]);
		voiceFails(sessions[0]);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect([shutdowns, exits, at('turns')]).toEqual([[], [], []]);
	});

	it('does so as well when agents closes its session', async () => {
		const { sessions, shutdowns, exits } = await startJob();
		sessions[0]?.emit(AgentSessionEventTypes.Close, {
			type: 'close',
			reason: CloseReason.ERROR,
			error: null,
			createdAt: 0,
		});
		await vi.waitFor(() => expect(shutdowns).toEqual(['model_failed']));
		expect(exits).toEqual([1]);
	});
});

describe('a job', () => {
	it('subscribes to sound only', async () => {
		const { subscribed } = await startJob();
		expect(subscribed).toEqual([AutoSubscribe.AUDIO_ONLY]);
	});

	it('calls a team’s handlers, also for who was there first', async () => {
		const participantConnected = vi.fn();
		const roomMetadataChanged = vi.fn();
		const { livekit } = await startJob({ deps: { handlers: { participantConnected, roomMetadataChanged } } });
		livekit.emit(RoomEvent.RoomMetadataChanged, 'metadata');
		await vi.waitFor(() => expect(roomMetadataChanged).toHaveBeenCalledWith('metadata', expect.anything()));
		expect(participantConnected.mock.calls).toMatchObject([[{ identity: anna.identity }, { room: livekit }]]);
	});

	it('logs whose connection is bad, without a name', async () => {
		const { livekit, lines } = await startJob();
		for (const identity of [anna.identity, me.identity, 'egress'])
			livekit.emit(RoomEvent.ConnectionQualityChanged, ConnectionQuality.QUALITY_POOR, { identity });
		const quality = { level: 'warn', event: 'connection_quality', quality: 'poor' };
		expect(lines.filter(({ event }) => event === quality.event)).toEqual(
			['visitor', 'agent', 'other'].map((whose) => ({ ...quality, whose })),
		);
	});
});
