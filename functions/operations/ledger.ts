/**
 * The ledger of orphans: which rooms and agents were left behind and taken away, and why. It is read by people, when they
 * ask what the sweeper is good for.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import type { Act, Done } from '../effects/run.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { LedgerEntry } from '../protocol/operator.ts';
import type { Look } from '../rooms/consider.ts';
import type { Facts } from '../rooms/facts.ts';
import { newestLife } from '../rooms/lives.ts';
import { lastHumanLeft, present } from '../rooms/people.ts';
import type { Policy } from '../rooms/policy.ts';

export interface Reclaiming {
	/** The record before. */
	readonly stored: Facts | null;
	readonly look: Look;
	readonly done: readonly Done[];
	readonly now: number;
	readonly policy: Policy;
	/** An agent that nobody takes away is noticed by an operator at this age. */
	readonly alertAgentMs: number;
}

type Reclaimed = Omit<LedgerEntry, 'room'> & { readonly generation: number };

/** What of all that was done took away an orphan. A room that is closed in good order is none. */
export function reclaimed({ stored, look, done, now, policy, alertAgentMs }: Reclaiming): readonly Reclaimed[] {
	const saved = (ages: readonly number[]) =>
		Math.round(ages.reduce((sum, age) => sum + Math.max(0, alertAgentMs - age), 0) / 60_000);
	return done.flatMap(({ act, outcome }): readonly Reclaimed[] => {
		const { generation } = act;
		if (act.kind === 'remove_participant' && outcome === 'removed') {
			const since = stored?.room.people[act.sid]?.seenAt ?? now;
			// LiveKit itself lets go of a process that is gone within 20 s.
			const minutes = act.reason === 'process_gone' ? 0 : saved([now - since]);
			return [{ at: now, generation, what: 'agent', why: act.reason, agents: 1, agentMinutesSaved: minutes }];
		}
		if (act.kind !== 'delete_room' || outcome !== 'deleted') return [];
		const why = isUnderTombstone(act) ? 'tombstone' : isDeserted(stored, now, policy) ? 'deserted' : null;
		if (why === null) return [];
		const agents = agentsIn(generation, stored, look, now);
		return [{ at: now, generation, what: 'room', why, agents: agents.length, agentMinutesSaved: saved(agents) }];
	});
}

/** The room was closed before, or how it was closed is not known. */
export const isUnderTombstone = ({ again, reason }: Extract<Act, { kind: 'delete_room' }>): boolean =>
	again || reason === 'superseded';

/** No human for as long as grace and 30 s, or never one: every other clock should have closed it. */
export function isDeserted(facts: Facts | null, now: number, { graceMs, orphanMs }: Policy): boolean {
	if (facts === null || present(facts.room, 'human').length > 0) return false;
	const since = lastHumanLeft(facts.room) ?? newestLife(facts.room)?.seenAt ?? null;
	return since !== null && now >= since + graceMs + orphanMs;
}

/** The ages of the agents that were in it. */
function agentsIn(generation: number, stored: Facts | null, look: Look, now: number): readonly number[] {
	if (stored !== null && generation === stored.generation)
		return present(stored.room, 'agent').map(({ seenAt }) => now - seenAt);
	if (look === null || look === 'unknown' || look.generation !== generation) return [];
	return look.look.people.filter(({ kind }) => kind === 'agent').map(() => 0);
}

/** Of a stage. */
export const ledgerKey = (stage: string): string => `${stage}:ledger`;

export async function keepLedger(
	{ store, config, policy, log }: Pick<Deps, 'store' | 'config' | 'policy' | 'log'>,
	whose: Whose,
	reclaiming: Pick<Reclaiming, 'stored' | 'look' | 'done' | 'now'>,
): Promise<void> {
	const entries = reclaimed({ ...reclaiming, policy, alertAgentMs: config.alertAgentMs });
	if (entries.length === 0) return;
	const notes = entries.map(({ generation, ...entry }) =>
		JSON.stringify({ room: formatRoomName({ ...whose, generation }), ...entry } satisfies LedgerEntry),
	);
	const minutes = entries.reduce((sum, { agentMinutesSaved }) => sum + agentMinutesSaved, 0);
	for (const { what, why, agents, agentMinutesSaved } of entries)
		log({ level: 'warn', event: 'reclaimed', what, why, agents, agentMinutesSaved });
	try {
		await store.note(ledgerKey(config.stage), notes);
		await store.count({ reclaimed: entries.length, agent_minutes_saved: minutes });
	} catch {
		log({ level: 'warn', event: 'ledger_lost' });
	}
}
