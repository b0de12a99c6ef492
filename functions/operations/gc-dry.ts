/**
 * What {@link collect} would do, and why: on the same records and the same rooms, in the same order. Nothing is leased,
 * saved or done.
 *
 * @module
 */
import { conversationOfKey } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { GcAction, GcResponse } from '../protocol/operator.ts';
import { consider, type Look } from '../rooms/consider.ts';
import type { Facts } from '../rooms/facts.ts';
import { answerGc, asAction, GC_LIMIT, whyOf } from './gc.ts';
import { loadRecord, lookAtAll } from './inspect.ts';
import { type Concerned, concernOf, listAll } from './listing.ts';
import { loadPool } from './pool-record.ts';
import { SWEEP_WITHIN_MS } from './sweep.ts';

export async function collectDry(deps: Deps, after: string | null = null): Promise<GcResponse> {
	const at = deps.now();
	const rehearsal = makeRehearsal(deps);
	const { cameAt } = await loadPool(deps);
	const due = await dueAt(deps, at);
	const ours = due.slice(0, GC_LIMIT);
	const sweptTo = await rehearse(deps, ours, (whose, facts, look) => rehearsal.sweep(whose, facts, look, cameAt));
	const listed = await listAll(deps, {
		after,
		withinMs: SWEEP_WITHIN_MS,
		act: async (concerned) => rehearsal.settle(concerned),
	});
	const { actions } = rehearsal;
	return answerGc({ at, dry: true, actions, due: sweptTo, isMoreDue: sweptTo < due.length, listed });
}

async function dueAt({ store, config }: Deps, at: number): Promise<readonly Whose[]> {
	const deadlines = await store.deadlines(GC_LIMIT + 1);
	return deadlines.flatMap((deadline) => {
		const whose = conversationOfKey(deadline.key);
		return deadline.at <= at && whose?.stage === config.stage ? [whose] : [];
	});
}

const AT_ONCE = 5;

/** @returns how many it came to in its time */
async function rehearse(
	deps: Deps,
	due: readonly Whose[],
	act: (whose: Whose, facts: Facts, look: Look) => void,
): Promise<number> {
	const end = deps.now() + SWEEP_WITHIN_MS;
	for (let from = 0; from < due.length; from += AT_ONCE) {
		if (deps.now() >= end) return from;
		const records = await Promise.all(due.slice(from, from + AT_ONCE).map((whose) => loadRecord(deps, whose)));
		const open = records.flatMap((record) => (record?.facts ? [{ whose: record.whose, facts: record.facts }] : []));
		const looks = await lookAtAll(
			deps,
			open.map(({ whose, facts }) => ({ ...whose, generation: facts.generation })),
		);
		for (const [i, { whose, facts }] of open.entries()) act(whose, facts, looks[i] ?? 'unknown');
	}
	return due.length;
}

/** What is done to a record changes what is done about its rooms after it: each step goes on from the one before. */
function makeRehearsal({ now, policy }: Deps) {
	const actions: GcAction[] = [];
	const left = new Map<string, Facts>();
	const deleted = new Set<string>();
	const sweep = (whose: Whose, facts: Facts | null, look: Look, workerCameAt: number) => {
		const { decision, facts: after } = consider(facts, { kind: 'sweep', workerCameAt }, look, now(), policy);
		if (after !== null) left.set(whose.conversation, after);
		const effects = decision?.effects ?? [];
		const acts = effects.filter((effect) => effect.kind !== 'count' && effect.kind !== 'give_up');
		actions.push(...acts.map((act) => asAction(whose, act)));
		for (const { kind, generation } of acts)
			if (kind === 'delete_room') deleted.add(formatRoomName({ ...whose, generation }));
	};
	const factsOf = ({ whose, facts }: Concerned) => left.get(whose.conversation) ?? facts;
	const settle = (concerned: readonly Concerned[]) => {
		const listed = concerned.flatMap((one): Concerned[] => {
			const concern = deleted.has(formatRoomName(one.room)) ? null : concernOf(factsOf(one), one.room, now(), policy);
			return concern === null ? [] : [{ ...one, concern }];
		});
		for (const one of listed) {
			actions.push(...whyOf(one));
			sweep(one.whose, factsOf(one), one.look, 0);
		}
	};
	return { actions, sweep, settle };
}
