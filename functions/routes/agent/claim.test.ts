import { describe, expect, it } from 'vitest';
import { readFacts, recordKey } from '../../conversations/record.ts';
import { formatRoomName, parseRoomName } from '../../protocol/names.ts';
import { humanIn, makeTestApi, makeTestCall, problemOf, testConfig } from '../../testing.ts';

const job = (jobId: string) => ({ jobId, agentName: 'greenroom-test' });
const keyOf = (room: string) => parseRoomName(room) ?? { stage: '', conversation: '', generation: 0 };
const turn = (id: string, text = id) => ({ id, role: 'user', text, at: 1 });

async function asked(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	return { ...api, ada, room, claim: (jobId: string) => api.agent(room)('claim', job(jobId)) };
}

describe('the claim door', () => {
	it('lets one job have a room, and answers it the same again', async () => {
		const { claim } = await asked();
		const first = await (await claim('AJ_1')).json();
		expect(first).toMatchObject({ epoch: 1, start: 'first', graceSeconds: 60, turns: [], todo: [] });
		expect(await problemOf(await claim('AJ_2'))).toMatchObject({ status: 409, code: 'claim_taken' });
		expect(await (await claim('AJ_1')).json()).toEqual(first);
	});

	it('keeps whose job it is, when the worker says so', async () => {
		const { room, store, agent } = await asked();
		const door = agent(room);
		expect((await door('claim', { ...job('AJ_1'), worker: 'w1' })).status).toBe(200);
		const { stage, conversation } = keyOf(room);
		const { value } = await store.store.load(recordKey(stage, conversation), { last: 0 });
		expect(readFacts(value ?? '').room.claim).toMatchObject({ jobId: 'AJ_1', worker: 'w1' });
		expect((await door('claim', { ...job('AJ_1'), worker: 'no such id!' })).status).toBe(400);
	});

	it('lets one of many win at the same time', async () => {
		const { claim } = await asked();
		const all = await Promise.all(Array.from({ length: 12 }, (_, i) => claim(`AJ_${i}`)));
		expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	it('gives the room to another job when the first one has not come in its time', async () => {
		const { claim, pass } = await asked();
		await claim('AJ_1');
		pass(14_999);
		expect((await claim('AJ_2')).status).toBe(409);
		pass(1);
		expect(await (await claim('AJ_2')).json()).toMatchObject({ epoch: 2, start: 'first' });
	});

	it('refuses the room while its agent is there, however long', async () => {
		const { door, pass } = await makeTestCall();
		pass(3_600_000);
		expect((await door('claim', job('AJ_2'))).status).toBe(409);
	});

	it('tells whoever comes after an agent that left that they replace it, and what was said', async () => {
		const { door, writer, goes, room, served, pass } = await makeTestCall();
		await door('turns', { ...writer, turns: [turn('t1')] });
		await door('state', { ...writer, todo: ['milk'] });
		pass(5_000);
		await goes(room, served);
		const next = await (await door('claim', job('AJ_2'))).json();
		expect(next).toMatchObject({ epoch: 2, start: 'replacement', todo: ['milk'], turns: [{ id: 't1' }] });
	});

	it('says when the call began, and to a later job the same', async () => {
		const { claim, comes, room, deps, pass } = await asked();
		expect(await (await claim('AJ_1')).json()).toMatchObject({ startedAt: null });
		const began = deps.now();
		await comes(room, humanIn(room));
		pass(60_000);
		expect(await (await claim('AJ_2')).json()).toMatchObject({ startedAt: began });
	});

	it('refuses a room that was closed', async () => {
		const { ada, room, claim } = await asked();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect(await problemOf(await claim('AJ_1'))).toMatchObject({ status: 409, code: 'room_closed' });
	});

	it('adopts a room that the store does not know: somebody’s token has made it', async () => {
		const { room } = await asked();
		const { agent } = makeTestApi();
		expect((await agent(room)('claim', job('AJ_1'))).status).toBe(200);
	});

	it('moves an old record on to the room that lives', async () => {
		const { room, ada, agent } = await asked();
		const later = formatRoomName({ ...keyOf(room), generation: keyOf(room).generation + 1 });
		expect((await agent(later)('claim', job('AJ_1'))).status).toBe(200);
		expect((await ada.token()).room_name).toBe(later);
		expect((await agent(room)('claim', job('AJ_2'))).status).toBe(409);
	});

	it('gives the tail of a long history, to one who goes on after a call', async () => {
		const { ada, agent, door, room, writer } = await makeTestCall();
		const turns = Array.from({ length: 40 }, (_, i) => turn(`t${i}`, 'x'.repeat(1000)));
		await door('turns', { ...writer, turns });
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		const { room_name } = await ada.token();
		const next = await (await agent(room_name)('claim', job('AJ_2'))).json();
		expect(next.start).toBe('return');
		expect(next.turns).toEqual(turns.slice(-16));
	});

	it('names the visitor’s identity and the grace; none of it in a fresh call', async () => {
		const { claim, room } = await asked();
		const { humanIdentity } = await (await claim('AJ_1')).json();
		expect(`greenroom.test.${humanIdentity.replace('human-', '')}`).toBe(room.replace(/\.\d+$/, ''));
		const fresh = await asked(makeTestApi({ config: { ...testConfig, lifecycle: 'fresh' } }));
		expect(await (await fresh.claim('AJ_1')).json()).toMatchObject({ graceSeconds: 0 });
	});
});
