import { DisconnectReason, RoomEvent } from '@livekit/rtc-node';
import { describe, expect, it, vi } from 'vitest';
import { anna, annaInRoom, human, me, prepareJobs, room, startJob, writer } from './testing.ts';

prepareJobs();

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
