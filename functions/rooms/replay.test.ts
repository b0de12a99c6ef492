import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts, recordKey } from '../conversations/record.ts';
import { parseRoomName } from '../protocol/names.ts';
import { traceparentOf } from '../protocol/trace.ts';
import { agentOf, humanIn, makeTestApi, makeTestCall, toldOf } from '../testing.ts';
import type { Command } from './commands.ts';
import { consider, type Look } from './consider.ts';
import type { Facts } from './facts.ts';
import { makePolicy } from './policy.ts';
import { history } from './promises/histories.ts';
import { replay } from './replay.ts';
import { noteOfStep, readEntry, SNAPSHOT_EVERY, type StepEntry, type TapeEntry } from './tape.ts';
import { policy } from './testing.ts';

/**
 * A whole call: somebody comes, reloads the page, says what time it is, dictates a list, loses an agent, gets another,
 * goes for a while, comes back, and hangs up.
 */
async function recorded() {
	const api = makeTestApi();
	const { pass, server, comes, goes, webhook } = api;
	const ada = api.visitor();
	const headers = { traceparent: traceparentOf('4bf92f3577b34da6a3ce929d0e0e4736') };
	const asked = await ada.request('POST', '/api/livekit/token', { timezone: 'Europe/Berlin' }, headers);
	const { room_name: room } = await asked.json();
	const door = api.agent(room);
	const human = (sid: string) => humanIn(room, sid);
	const claim = async (jobId: string) =>
		(await door('claim', { jobId, agentName: 'greenroom-test', worker: 'w1' })).json();
	const callAgent = (more: object) => ada.request('POST', '/api/livekit/dispatch-agent', { room_name: room, ...more });

	await comes(room, human('PA_1'));
	const { epoch } = await claim('AJ_1');
	const writer = { jobId: 'AJ_1', epoch };
	pass(1_000);
	await comes(room, agentOf('AJ_1'));
	await door('joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_AJ_1', roomSid: 'RM_1' });
	// The page is loaded again: the server puts its former self out.
	pass(20_000);
	await ada.token();
	server.goes(room, 'PA_1');
	const evicted = { ...toldOf(human('PA_1')), disconnectReason: 'DUPLICATE_IDENTITY' };
	await webhook({ event: 'participant_left', room: server.told(room), participant: evicted });
	await comes(room, human('PA_2'));
	await door('participants', { ...writer, people: [{ sid: 'PA_2', identity: human('PA_2').identity, present: true }] });
	await callAgent({ timezone: 'Europe/Rome', timezone_offset: -120 });
	await door('state', { ...writer, todo: ['milk'] });
	pass(5_000);
	await door('lost', { jobId: 'AJ_1', code: null, signal: 'SIGKILL' });
	await door('state', { ...writer, todo: ['late'] });
	await claim('AJ_2');
	await comes(room, agentOf('AJ_2'));
	pass(300_000);
	await api.pool();
	await goes(room, human('PA_2'));
	pass(9_000);
	await comes(room, human('PA_3'));
	server.fallsSilent();
	pass(300_000);
	await api.pool();
	server.fallsSilent(false);
	await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
	pass(3_000);
	await api.pool();
	await ada.token();

	const { stage, conversation } = parseRoomName(room) ?? { stage: '', conversation: '' };
	const key = recordKey(stage, conversation);
	const tape = (await api.deps.store.notes(key)).map(readEntry);
	const { value } = await api.deps.store.load(key, { last: 0 });
	return { tape, policy: api.deps.policy, stored: readFacts(value ?? '') };
}
const call = await recorded();
const steps = call.tape.filter((entry) => entry.kind === 'step');

const isOf = (kind: Command['kind'], outcome: string) => (entry: TapeEntry) =>
	entry.kind === 'step' && entry.command.kind === kind && entry.outcome === outcome;
/** The tape with one of its steps doctored. */
const doctored = (isMeant: (entry: TapeEntry) => boolean, changed: Partial<StepEntry>) => {
	const meant = call.tape.find(isMeant);
	return call.tape.map((entry) => (entry === meant && entry.kind === 'step' ? { ...entry, ...changed } : entry));
};
/** What is otherwise, by the number of the step. */
const differences = (tape: readonly TapeEntry[], by = call.policy) =>
	replay(tape, by).flatMap(({ differs }, step) => (differs.length === 0 ? [] : [{ step, differs }]));

describe('a tape', () => {
	it('of a whole call is replayed without any difference, to the record that is stored', () => {
		const replayed = replay(call.tape, call.policy);
		expect(replayed.map(({ entry }) => entry)).toEqual(steps);
		expect(replayed.flatMap(({ differs }) => differs)).toEqual([]);
		const unsaid = { todo: [], timezone: null, timezoneOffset: null };
		expect(call.stored).toMatchObject({ todo: ['milk'], timezone: 'Europe/Rome', timezoneOffset: -120 });
		expect(replayed.at(-1)?.facts).toEqual({ ...call.stored, ...unsaid });
	});

	it('of that call has everything on it that there is', () => {
		const kinds = new Set(steps.map(({ command }) => command.kind));
		expect([...kinds].sort()).toEqual(['ask', 'call_agent', 'claim', 'close', 'observe', 'sweep', 'write']);
		const effects = new Set(steps.flatMap((step) => step.effects.map(({ kind }) => kind)));
		expect([...effects].sort()).toEqual(['count', 'delete_room', 'dispatch', 'remove_participant']);
		expect(new Set(call.tape.map(({ kind }) => kind))).toEqual(new Set(['step', 'refusal', 'acts']));
		expect(steps.some(({ look }) => look !== null && look !== 'unknown')).toBe(true);
	});

	it('is the same in whatever order its keys are kept', () => {
		const shuffled: TapeEntry[] = JSON.parse(JSON.stringify(call.tape), (_, value: unknown) =>
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? Object.fromEntries(Object.entries(value).reverse())
				: value,
		);
		expect(Object.keys(shuffled[0] ?? {})).not.toEqual(Object.keys(call.tape[0] ?? {}));
		expect(differences(shuffled)).toEqual([]);
	});

	it('that has only what came of things cannot be replayed', () => {
		expect(() => replay([], call.policy)).toThrow(RangeError);
		const withoutSteps = call.tape.filter(({ kind }) => kind !== 'step');
		expect(() => replay(withoutSteps, call.policy)).toThrow(RangeError);
	});
});

describe('a difference', () => {
	it.each<[string, Partial<StepEntry>]>([
		['outcome', { outcome: 'already_closed' }],
		['effects', { effects: [] }],
		['deadline', { deadline: null }],
	])('is found where the %s was another one, and only there', (what, changed) => {
		const hungUp = isOf('close', 'closed');
		const step = steps.findIndex(hungUp);
		expect(differences(doctored(hungUp, changed))).toEqual([{ step, differs: [what] }]);
	});

	it('is found where another command makes the rest come otherwise', () => {
		const hungUp = isOf('close', 'closed');
		const step = steps.findIndex(hungUp);
		const found = differences(doctored(hungUp, { command: { kind: 'sweep', workerCameAt: 0 } }));
		expect(found[0]).toEqual({ step, differs: ['outcome', 'effects', 'deadline'] });
		expect(found.length).toBeGreaterThan(1);
	});

	it('of the core is found where it begins: another grace, another deadline', () => {
		// The person has gone for nine seconds, and nobody looked at the room before they were back.
		const step = steps.findIndex(
			({ command }) =>
				command.kind === 'observe' && command.observation.kind === 'left' && command.observation.person.sid === 'PA_2',
		);
		const briefly = makePolicy({ graceSeconds: 5 });
		expect(differences(call.tape, briefly)).toEqual([{ step, differs: ['deadline'] }]);
		const found = replay(call.tape, briefly)[step];
		expect(found).toMatchObject({ outcome: 'observed', deadline: (steps[step]?.at ?? 0) + 5_000 });
	});

	it('of the core is found in what it does: another patience with an agent that died', () => {
		const patient = { ...call.policy, dispatchTries: 0 };
		const found = replay(call.tape, patient).find(({ differs }) => differs.length > 0);
		expect(found?.entry.command).toMatchObject({ kind: 'observe', observation: { kind: 'job_lost' } });
		expect(found?.differs).toContain('effects');
		expect(found?.effects.map(({ kind }) => kind)).toEqual(['remove_participant', 'count']);
	});
});

describe('a long tape', () => {
	/** Somebody asks again and again. */
	const long = (count: number, changed: (facts: Facts, version: number) => Facts = (facts) => facts) => {
		const commands = Array.from(
			{ length: count },
			(_, i): Timed => ({
				command: { kind: 'ask', timezone: null, agent: null, requestId: `r${i}`, returnsTo: null, trace: null },
				look: null,
				at: 1_795_000_000_000 + i * 1_000,
			}),
		);
		return tapeOf(null, commands, changed).tape;
	};
	const tape = long(2 * SNAPSHOT_EVERY + 9);

	it('whose beginning fell out begins at the next record that is on it', () => {
		const replayed = replay(tape.slice(1), policy);
		expect(replayed).toHaveLength(SNAPSHOT_EVERY + 9);
		expect(replayed[0]?.entry).toBe(tape[SNAPSHOT_EVERY]);
		expect(replayed.flatMap(({ differs }) => differs)).toEqual([]);
		expect(replayed.at(-1)?.facts).toEqual(replay(tape, policy).at(-1)?.facts);
	});

	it('that was forgotten with its conversation begins with the next call', async () => {
		const { room, ...api } = await makeTestCall();
		await api.ada.request('DELETE', '/api/conversation');
		await api.ada.token();
		const { stage, conversation } = parseRoomName(room) ?? { stage: '', conversation: '' };
		const notes = await api.deps.store.notes(recordKey(stage, conversation));
		const replayed = replay(notes.map(readEntry), api.deps.policy);
		expect(replayed.map(({ entry }) => entry.command.kind)).toEqual(['ask']);
		expect(replayed.flatMap(({ differs }) => differs)).toEqual([]);
	});

	it('without any record cannot be replayed', () => {
		expect(() => replay(tape.slice(1, SNAPSHOT_EVERY), policy)).toThrow(RangeError);
	});

	it('says where the record was another one than it makes of it, and goes on with that', () => {
		const lost = long(2 * SNAPSHOT_EVERY + 9, (facts, version) =>
			version === SNAPSHOT_EVERY ? { ...facts, generation: facts.generation + 3 } : facts,
		);
		expect(differences(lost, policy)).toEqual([{ step: SNAPSHOT_EVERY, differs: ['record'] }]);
	});
});

interface Timed {
	readonly command: Command;
	readonly look: Look;
	readonly at: number;
}

/** As `effects/transact.ts` does it. `changed`: what somebody else makes of the record before a step. */
function tapeOf(
	before: Facts | null,
	commands: readonly Timed[],
	changed: (facts: Facts, version: number) => Facts = (facts) => facts,
) {
	const notes: string[] = [];
	let facts = before;
	for (const { command, look, at } of commands) {
		const stored: Facts | null = facts && changed(facts, notes.length);
		const { answer, decision, facts: after } = consider(stored, command, look, at, policy);
		facts = after;
		if (decision === null || after === stored || typeof answer !== 'string') continue;
		const version = notes.length;
		notes.push(noteOfStep({ at, trace: null, command, look, outcome: answer, decision, stored, version }));
	}
	return { tape: notes.map(readEntry), facts };
}

it('any history is replayed without any difference, to the same record', () => {
	fc.assert(
		fc.property(history, ({ before, heard }) => {
			const commands = heard.map((seen, i): Timed => {
				const look = seen.kind === 'looked_up' ? seen : null;
				const observed: Command = { kind: 'observe', observation: seen, event: i % 2 === 0 ? `EV_${i}` : null };
				return { command: look === null ? observed : { kind: 'sweep', workerCameAt: 0 }, look, at: seen.at };
			});
			const { tape, facts } = tapeOf(before, commands);
			if (tape.length === 0) return;
			const replayed = replay(tape, policy);
			expect(replayed.flatMap(({ differs }) => differs)).toEqual([]);
			expect(replayed.at(-1)?.facts).toEqual(facts);
		}),
		{ numRuns: 60 },
	);
});
