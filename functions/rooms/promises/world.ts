/**
 * A world in which one conversation goes on: its record, LiveKit, workers, a sweeper and a clock. What the core decides
 * is done; what is told of it comes late or never.
 *
 * @module
 */
import { agentIdentity } from '../../protocol/names.ts';
import { ask } from '../asking.ts';
import { close } from '../closing.ts';
import { type Decision, decide, type Effect } from '../decide.ts';
import { type Facts, newFacts } from '../facts.ts';
import { type Observation, observe } from '../observe.ts';
import { prune } from '../prune.ts';
import { nothingSaid, policy, t0 } from '../testing.ts';
import { makeChance, makeClock } from './clock.ts';
import { makeJobs } from './jobs.ts';
import { webhook } from './news.ts';
import { makeServer, type Server, type Told } from './server.ts';

export interface WorldOptions {
	/** What chance draws, over and over again. */
	readonly draws: readonly number[];
	/** How late webhooks may come; null: none comes. */
	readonly webhooksMs: number | null;
	/** Do agents tell what they see? */
	readonly reports: boolean;
	/** Does the server answer look-ups? */
	readonly answers?: boolean;
	readonly onSaved?: (saved: Saved) => void;
	readonly onTold?: (generation: number, told: Told, at: number) => void;
}

/** A record that was saved, after what was decided has been done. */
export interface Saved {
	readonly at: number;
	readonly facts: Facts;
	readonly deadline: number | null;
	readonly effects: readonly Effect[];
	/** The server was looked at for this decision. */
	readonly looked: boolean;
	/** The current room lives on the server. */
	readonly lives: boolean;
	/** The agents that can be heard in it: before that was done, and after. */
	readonly heard: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** The next worker's heartbeat comes within it. */
export const SWEEP_MS = 5_000;
const VISITOR = 'human-v';

export type World = ReturnType<typeof makeWorld>;

export function makeWorld(options: WorldOptions) {
	const { draws, webhooksMs, reports, answers = true, onSaved, onTold } = options;
	const clock = makeClock(t0);
	const { now, later } = clock;
	const chance = makeChance(draws);
	const servers = new Map<number, Server>();
	/** Sids of pages that are gone, which the server does not know. */
	const vanished = new Set<string>();
	let facts: Facts | null = null;
	let deadline: number | null = null;

	function server(generation: number): Server {
		const known = servers.get(generation);
		if (known !== undefined) return known;
		const tell = (told: Told) => hear(generation, told);
		const made = makeServer({ name: `${generation}-`, departureMs: policy.graceMs + 30_000, clock, tell });
		servers.set(generation, made);
		return made;
	}

	function hear(generation: number, told: Told): void {
		onTold?.(generation, told, now());
		if (told.event === 'left' && told.why === 'left') jobs.isPutOut(told.member.sid);
		if ('member' in told && reports) later(chance(1_000), () => jobs.tells(generation, told));
		if (webhooksMs === null) return;
		later(chance(webhooksMs), () => transact((stored) => observe(stored, webhook(told, generation, now()))));
	}

	function lookUp(generation: number): Observation | null {
		clock.spend(1);
		const start = now();
		clock.spend(chance(30));
		const look = { start, end: now(), ...server(generation).listing() };
		return answers ? { kind: 'looked_up', generation, at: look.end, look } : null;
	}

	/** What `effects/transact.ts` does. */
	function transact(step: (stored: Facts | null) => Facts | null, { look = false, touch = false } = {}): void {
		const stored = facts;
		const decideOn = (after: Facts | null) => after && decide(after, now(), policy);
		let decision = decideOn(step(stored));
		let seen: Observation | null = null;
		if (decision !== null && (look || decision.look)) {
			seen = lookUp(decision.facts.generation);
			decision = decideOn(step(seen === null ? stored : observe(stored, seen)));
		}
		if (decision !== null) carryOut(decision, seen !== null, touch);
	}

	function carryOut(decision: Decision, looked: boolean, touch: boolean): void {
		const stored = facts;
		const before = audible(decision.facts.generation);
		facts = prune(decision.facts, now(), policy);
		const isSaved = facts !== stored || touch;
		if (isSaved) deadline = decision.deadline;
		if (isSaved && deadline !== null) later(deadline - now() + chance(SWEEP_MS), sweep);
		for (const effect of decision.effects) run(effect);
		const { generation } = facts;
		const lives = server(generation).listing().room !== null;
		const heard = { before, after: audible(generation) };
		if (isSaved) onSaved?.({ at: now(), facts, deadline, effects: decision.effects, looked, lives, heard });
	}

	const audible = (generation: number): string[] =>
		jobs.all().flatMap((job) => (job.generation === generation && jobs.isIn(job) ? [agentIdentity(job.id)] : []));

	function sweep(): void {
		if (deadline !== null && deadline <= now()) transact((stored) => stored, { look: true, touch: true });
	}

	function run(effect: Effect): void {
		if (effect.kind === 'dispatch') jobs.begin(effect.generation);
		if (effect.kind === 'delete_room') server(effect.generation).end();
		if (effect.kind === 'remove_participant') server(effect.generation).leave(effect.sid);
	}

	const jobs = makeJobs({ policy, clock, chance, server, transact });
	const visitorIn = (generation: number): string => server(generation).find(VISITOR)?.sid ?? '';

	return {
		clock,
		chance,
		server,
		jobs,
		facts: () => facts,
		/** The page asks for a token. Which room it is for. */
		asks(): number {
			transact((stored) => ask(stored ?? newFacts(now()), nothingSaid, now(), policy));
			return facts?.generation ?? 0;
		},
		/** The join that creates the room dispatches. */
		joins(generation: number): void {
			if (server(generation).listing().room === null) jobs.begin(generation);
			server(generation).join(VISITOR, 'human');
		},
		/** A tab of long ago, whose token was refreshed. */
		returnsLate: (generation: number) => server(generation).join('late', 'human'),
		leaves: (generation: number) => server(generation).leave(visitorIn(generation)),
		vanishes(generation: number): void {
			vanished.add(visitorIn(generation));
			server(generation).vanish(visitorIn(generation));
		},
		hangsUp: (generation: number) => transact((stored) => stored && close(stored, generation, 'hung_up', now()).facts),
		saysNoAgent: () => transact((stored) => stored, { look: true }),
		/** The server. Whoever lives comes back. */
		restarts(): void {
			for (const [generation, one] of servers) {
				const { people } = one.listing();
				one.restart();
				for (const { identity, kind } of people.filter(({ sid }) => !vanished.has(sid))) {
					const job = jobs.all().find(({ id }) => agentIdentity(id) === identity && kind === 'agent');
					const back = () => (job === undefined ? server(generation).join(identity, kind) : jobs.joins(job));
					later(70 + chance(8_000), back);
				}
			}
		},
		/** By the store. */
		isForgotten(): void {
			facts = null;
			deadline = null;
		},
	};
}
