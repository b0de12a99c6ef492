/**
 * What an operator is to be woken for.
 *
 * @module
 */
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Log } from '../log.ts';
import type { Alert } from '../protocol/operator.ts';
import { claimState } from '../rooms/claims.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Pool } from './pool.ts';
import { activeJobs } from './pool.ts';

const HOUR_MS = 3_600_000;

/** An agent that serves for longer than anybody talks; null: it does not. */
export function oldAgent(
	{ room }: Facts,
	now: number,
	{ policy, config: { alertAgentMs } }: Pick<Deps, 'policy' | 'config'>,
): Alert | null {
	if (room.claim === null || claimState(room, now, policy).state !== 'bound') return null;
	const ageMs = now - room.claim.grantedAt;
	if (ageMs <= alertAgentMs) return null;
	return { alert: 'agent_old', value: Math.round((ageMs / HOUR_MS) * 10) / 10, limit: alertAgentMs / HOUR_MS };
}

/** More agents than somebody has reckoned with; null: not so many. */
export function manyAgents(pool: Pool, now: number, { alertAgents }: Pick<Config, 'alertAgents'>): Alert | null {
	const agents = activeJobs(pool, now);
	return agents <= alertAgents ? null : { alert: 'agents_many', value: agents, limit: alertAgents };
}

export function sayOldAgent(deps: Deps, facts: Facts, now: number): void {
	say(deps.log, oldAgent(facts, now, deps), facts.room.trace);
}

export function sayManyAgents(deps: Deps, pool: Pool, now: number): void {
	say(deps.log, manyAgents(pool, now, deps.config));
}

const MESSAGES: Readonly<Record<Alert['alert'], string>> = {
	agent_old: 'An agent is older than it should be',
	agents_many: 'There are more agents than there should be',
	orphans: 'Rooms were left behind',
	no_worker: 'No worker takes calls',
};

function say(log: Log, alert: Alert | null, trace?: string): void {
	if (alert === null) return;
	const { alert: event, value, limit } = alert;
	log({ level: 'alert', event, message: MESSAGES[event], value, limit, trace });
}
