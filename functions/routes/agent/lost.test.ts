import { describe, expect, it } from 'vitest';
import { agentOf, makeTestCall } from '../../testing.ts';

const crash = { code: null, signal: 'SIGKILL' };

describe('the lost door', () => {
	it('removes the ghost and asks for another agent at once', async () => {
		const { door, server, room, pass } = await makeTestCall();
		pass(5_000);
		expect(await (await door('lost', { jobId: 'AJ_1', ...crash })).json()).toEqual({ outcome: 'lost' });
		expect(server.did).toEqual([`remove agent-AJ_1 ${room}`, `dispatch greenroom-test ${room}`]);
	});

	it('lets the next job in, with the next epoch and the history', async () => {
		const { door, writer, pass } = await makeTestCall();
		await door('turns', { ...writer, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		pass(5_000);
		await door('lost', { jobId: 'AJ_1', ...crash });
		pass(500);
		const claim = await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		expect(await claim.json()).toMatchObject({ epoch: 2, start: 'replacement', turns: [{ id: 't1' }] });
	});

	it('asks for one agent, however often it is said', async () => {
		const { door, server, room, pass } = await makeTestCall();
		pass(5_000);
		await door('lost', { jobId: 'AJ_1', ...crash });
		pass(1_000);
		expect(await (await door('lost', { jobId: 'AJ_1', ...crash })).json()).toEqual({ outcome: 'known' });
		expect(server.did.filter((act) => act.startsWith('dispatch'))).toEqual([`dispatch greenroom-test ${room}`]);
	});

	it('leaves the agent alone that serves now, when the report of the one before comes late', async () => {
		const { door, server, comes, goes, room, served, ada, pass } = await makeTestCall();
		pass(5_000);
		await goes(room, served);
		await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		await comes(room, agentOf('AJ_2'));
		server.did.length = 0;
		pass(5_000);
		expect(await (await door('lost', { jobId: 'AJ_1', ...crash })).json()).toEqual({ outcome: 'known' });
		expect(server.did).toEqual([]);
		expect((await ada.view()).phase).toBe('active');
	});

	it('brings nobody into a room that everybody has left', async () => {
		const { door, server, goes, room, human, pass } = await makeTestCall();
		pass(5_000);
		await goes(room, human);
		pass(1_000);
		await door('lost', { jobId: 'AJ_1', ...crash });
		expect(server.did).toEqual([`remove agent-AJ_1 ${room}`]);
	});

	it('begins no record for a room that is not known', async () => {
		const { agent, store } = await makeTestCall();
		store.asked.length = 0;
		const lost = await agent('greenroom.test.v_somebody.1')('lost', { jobId: 'AJ_1', ...crash });
		expect(await lost.json()).toEqual({ outcome: 'known' });
		expect(store.asked).toEqual(['load']);
	});

	it('does nothing on old facts when LiveKit does not answer, and does it when it answers again', async () => {
		const { door, server, pool, room, pass } = await makeTestCall();
		pass(5_000);
		server.fallsSilent();
		expect((await door('lost', { jobId: 'AJ_1', ...crash })).status).toBe(200);
		expect(server.did).toEqual([]);
		server.fallsSilent(false);
		pass(5_000);
		await pool();
		expect(server.did).toEqual([`remove agent-AJ_1 ${room}`, `dispatch greenroom-test ${room}`]);
	});
});
