import { describe, expect, test } from 'vitest';
import type { Reply } from '../api/network.ts';
import { agentTokenFor, makeTestLiveKit, tokenFor } from './testing.ts';

const identitiesIn = ({ server }: ReturnType<typeof makeTestLiveKit>, room: string) =>
	[...(server.rooms.find(room)?.seats.values() ?? [])].map(({ identity }) => identity);

// As e2e/livekit-facts sees the real server.
describe('a room of the model', () => {
	test('that is closed by departure sends its agent away, which keeps no room alive', async () => {
		const livekit = makeTestLiveKit();
		const [ann, agent] = [livekit.client('ann'), livekit.client('agent-1', 'agent')];
		void ann.connection.connect(tokenFor('room', 'ann', { departureMs: 10_000 }));
		await livekit.pass(1);
		void agent.connection.connect(agentTokenFor('room', 'agent-1'));
		await livekit.pass(5);
		ann.connection.leave();
		await livekit.pass(8);
		expect(identitiesIn(livekit, 'room')).toEqual(['agent-1']);
		await livekit.pass(3);
		expect(livekit.server.rooms.find('room')).toBeUndefined();
		expect(agent.ends).toEqual(['closed']);
		expect(livekit.words()).toEqual([
			'room_started RM_room_1',
			'participant_joined PA_ann_1',
			'participant_joined PA_agent-1_1',
			'participant_left PA_ann_1',
			'participant_left PA_agent-1_1',
			'room_finished RM_room_1',
		]);
	});

	test('that is deleted while an agent connects comes back with it, under its name with a new sid', async () => {
		const livekit = makeTestLiveKit();
		const agent = livekit.client('agent-1', 'agent');
		void agent.connection.connect(agentTokenFor('room', 'agent-1'));
		await livekit.pass(0.02);
		expect(livekit.server.rooms.delete('room')).toBe(true);
		await livekit.pass(2);
		expect(livekit.server.rooms.find('room')?.sid).toBe('RM_room_2');
		expect(livekit.words()).toContain('participant_connection_aborted PA_agent-1_1');
		expect(livekit.server.rooms.delete('elsewhere')).toBe(false);
	});

	test('has another sid after a restart, of which nobody is told, and its people return by themselves', async () => {
		const livekit = makeTestLiveKit();
		const ann = livekit.client('ann');
		void ann.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(5);
		livekit.server.goDown('killed');
		await livekit.pass(2);
		livekit.server.comesUp();
		await livekit.pass(5);
		expect(livekit.server.rooms.find('room')?.sid).toBe('RM_room_2');
		expect(ann.heard).toEqual(['reconnecting', 'reconnected']);
		expect(livekit.words()).toEqual([
			'room_started RM_room_1',
			'participant_joined PA_ann_1',
			'room_started RM_room_2',
			'participant_joined PA_ann_2',
		]);
		// Who was first has brought its token's dispatch again.
		expect(livekit.events.filter(({ kind }) => kind === 'dispatched')).toHaveLength(2);
	});
});

describe('a participant of the model', () => {
	test('that is killed is listed for 20 s', async () => {
		const livekit = makeTestLiveKit();
		const ann = livekit.client('ann');
		void ann.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(5);
		ann.process.die();
		await livekit.pass(19);
		expect(identitiesIn(livekit, 'room')).toEqual(['ann']);
		await livekit.pass(2);
		expect(identitiesIn(livekit, 'room')).toEqual([]);
	});

	test('that joins again under its identity takes the place of the old one, which is told to have left before', async () => {
		const livekit = makeTestLiveKit();
		const [first, second] = [livekit.client('ann'), livekit.client('ann')];
		void first.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(2);
		void second.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(2);
		expect(first.ends).toEqual(['replaced']);
		expect(livekit.words().slice(-2)).toEqual(['participant_left PA_ann_1', 'participant_joined PA_ann_2']);
	});

	test('that was put out while its network was down joins again when it is back', async () => {
		const livekit = makeTestLiveKit();
		const [ann, agent] = [livekit.client('ann'), livekit.client('agent-1', 'agent')];
		void ann.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(1);
		void agent.connection.connect(agentTokenFor('room', 'agent-1'));
		await livekit.pass(5);
		agent.link.set(false);
		await livekit.pass(1);
		const seat = agent.connection.seat();
		if (seat !== null) livekit.server.rooms.drop(seat, 'removed');
		await livekit.pass(3);
		expect(identitiesIn(livekit, 'room')).toEqual(['ann']);
		agent.link.set(true);
		await livekit.pass(3);
		expect(identitiesIn(livekit, 'room')).toEqual(['ann', 'agent-1']);
		expect(agent.connection.seat()?.sid).toBe('PA_agent-1_2');
		expect(ann.heard).toEqual(['agent-1 came', 'agent-1 went', 'agent-1 came']);
	});

	test('whose network is back soon is the same one', async () => {
		const livekit = makeTestLiveKit();
		const ann = livekit.client('ann');
		void ann.connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(5);
		ann.link.set(false);
		await livekit.pass(10);
		ann.link.set(true);
		await livekit.pass(60);
		expect(ann.connection.seat()?.sid).toBe('PA_ann_1');
		expect(ann.heard).toEqual(['reconnecting', 'reconnected']);
	});
});

describe('a dispatch of the model', () => {
	test('in a token acts only in the join that creates the room', async () => {
		const livekit = makeTestLiveKit();
		const { offered } = livekit.worker('one', () => 'agent-1');
		void livekit.client('ann').connection.connect(tokenFor('room', 'ann'));
		void livekit.client('bob').connection.connect(tokenFor('room', 'bob'));
		await livekit.pass(5);
		expect(offered).toEqual(['AJ_1']);
	});

	test('made without a worker is never delivered, and two make two jobs', async () => {
		const livekit = makeTestLiveKit();
		void livekit.client('ann').connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(1);
		const { assigned } = livekit.worker('late', ({ jobId }) => `agent-${jobId}`);
		const room = livekit.server.rooms.find('room');
		await livekit.pass(10);
		expect(assigned).toEqual([]);
		for (let i = 0; i < 2; i++) if (room !== undefined) livekit.server.dispatches.launch(room, 'agent', 'api');
		await livekit.pass(1);
		expect(assigned.map(({ identity }) => identity)).toEqual(['agent-AJ_2', 'agent-AJ_3']);
	});

	test('that a worker rejects goes to the next one, and that it leaves unanswered to nobody', async () => {
		const livekit = makeTestLiveKit();
		const room = livekit.server.rooms.create('room');
		const rejecting = [livekit.worker('one', () => null), livekit.worker('two', () => null)];
		livekit.server.dispatches.launch(room, 'agent', 'api');
		await livekit.pass(5);
		expect(rejecting.flatMap(({ offered }) => offered)).toEqual(['AJ_2', 'AJ_2']);

		const silent = [livekit.worker('one', null), livekit.worker('two', null)];
		livekit.server.dispatches.launch(room, 'agent', 'api');
		await livekit.pass(5);
		expect(silent.flatMap(({ offered }) => offered)).toEqual(['AJ_3']);
		expect(livekit.events.at(-1)).toMatchObject({ kind: 'dispatch_lost', why: 'silent' });
	});
});

describe('webhooks of the model', () => {
	test('are repeated after 1, 2, 4 and 8 s, and dropped when they are 30 s old', async () => {
		const endpoint: { answers: Reply<unknown> } = { answers: { outcome: 'unreachable' } };
		const livekit = makeTestLiveKit(() => endpoint.answers);
		livekit.server.rooms.create('room');
		void livekit.client('ann').connection.connect(tokenFor('room', 'ann'));
		await livekit.pass(40);
		endpoint.answers = { outcome: 'ok', body: null };
		await livekit.pass(40);
		const started = livekit.told().filter(({ event }) => event.event === 'room_started');
		expect(started.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
		livekit.server.rooms.delete('room');
		await livekit.pass(1);
		expect(livekit.words().slice(-2)).toEqual(['participant_left PA_ann_1', 'room_finished RM_room_1']);
	});

	test('of a room wait for the one before, those of another do not', async () => {
		const livekit = makeTestLiveKit((event) => (event.room?.name === 'slow' ? 'hangs' : { outcome: 'ok', body: null }));
		for (const name of ['slow', 'quick']) livekit.server.rooms.create(name);
		await livekit.pass(1);
		for (const name of ['slow', 'quick']) livekit.server.rooms.delete(name);
		await livekit.pass(100);
		expect(livekit.words()).toEqual(['room_started RM_slow_1', 'room_started RM_quick_1', 'room_finished RM_quick_1']);
	});

	test('a 4xx counts as delivered, and some are sent twice with the same id', async () => {
		const refused = { outcome: 'refused', code: 'unauthorized', status: 401, retryAfterMs: null } as const;
		const livekit = makeTestLiveKit(() => refused);
		livekit.doubles(true);
		livekit.server.rooms.create('room');
		await livekit.pass(60);
		const [first, second, ...more] = livekit.told().filter(({ event }) => event.event === 'room_started');
		expect(first?.event.id).toBe(second?.event.id);
		expect(more).toEqual([]);
	});
});
