/**
 * One order of events: at each moment in which several could be next, a choice says which one it is. When the choices are
 * used up, the first one is taken each time, and after the last moment that counts time decides.
 *
 * @module
 */
import type { Event } from '../clock/clock.ts';
import { settle } from '../clock/settle.ts';
import { passTo, traceOf } from '../play.ts';
import { noChance } from '../random.ts';
import type { Trace } from '../trace.ts';
import { makeWorld, type World } from '../world.ts';
import type { Scenario } from './scenarios.ts';
import { stateOf } from './state.ts';

/** Every lease that was lost on the way is over by then, and an agent that has to come has come. */
const AFTER_MS = 110_000;
const STEP_MS = 1;

export interface ScheduleOptions {
	readonly scenario: Scenario;
	readonly choices: readonly number[];
	/** Choices that count. */
	readonly depth: number;
	/** Is called at each choice that is not given; true: what follows from this state is known. */
	readonly isKnown: (state: string, depth: number) => boolean;
}

export interface Played {
	/** What was chosen, and of how many. */
	readonly choices: readonly number[];
	readonly widths: readonly number[];
	/** What was done, in words. */
	readonly words: readonly string[];
	/** Null: it came to a state that is known. */
	readonly trace: Trace | null;
}

interface Option {
	readonly words: string;
	readonly run: () => Promise<void>;
}

export async function playSchedule({ scenario, choices, depth, isKnown }: ScheduleOptions): Promise<Played> {
	const world = makeWorld({ settings: scenario.settings, random: noChance });
	try {
		await scenario.before(world);
		for (const process of world.processes()) process.forgetPast();
		scenario.burst(world);
		await settle();
		const made: number[] = [];
		const widths: number[] = [];
		const words: string[] = [];
		const left = { crashes: 1, losses: 1 };
		const isOld = async () =>
			isKnown(`${await stateOf(world, keysIn(world))} ${left.crashes} ${left.losses}`, made.length);
		while (made.length < depth) {
			await follow(world);
			const options = optionsIn(world, left);
			if (options.length === 0) break;
			if (options.length > 1) {
				const given = choices[made.length];
				if (given === undefined && (await isOld())) return { choices: made, widths, words, trace: null };
				made.push(given ?? 0);
				widths.push(options.length);
			}
			const option = options[options.length > 1 ? (made.at(-1) ?? 0) : 0];
			if (option === undefined) break;
			words.push(option.words);
			await option.run();
			await settle();
		}
		if (made.length === depth && (await isOld())) return { choices: made, widths, words, trace: null };
		world.record({ kind: 'quiet' });
		await passTo(world, world.clock.now() + AFTER_MS);
		return { choices: made, widths, words, trace: await traceOf(world) };
	} finally {
		world.end();
	}
}

const keysIn = ({ events }: World): ReadonlySet<string> =>
	new Set(events.flatMap((event) => (event.kind === 'saved' ? [event.key] : [])));

/** What nothing hangs on. */
async function follow(world: World): Promise<void> {
	for (;;) {
		const next = world.clock.underWay().find(({ message }) => message?.follows);
		if (next === undefined) return;
		world.clock.takeThis(next, 0);
		next.run();
		await settle();
	}
}

/** What may be next. Nothing is lost and nobody dies twice. */
function optionsIn(world: World, left: { crashes: number; losses: number }): readonly Option[] {
	const { clock, api } = world;
	const events = clock.underWay();
	if (events.length === 0) return [];
	const wordsOf = ({ message }: Event) => message?.label ?? '';
	const deliver = (event: Event): Option => ({
		words: wordsOf(event),
		run: async () => {
			clock.takeThis(event, STEP_MS);
			event.run();
		},
	});
	const loseReply = (event: Event): Option => ({
		words: `${wordsOf(event)}, and the reply is lost`,
		run: async () => {
			left.losses -= 1;
			clock.takeThis(event, STEP_MS);
			event.run();
			await settle();
			const reply = clock.underWay().find(({ message }) => message?.canBeLost);
			if (reply === undefined) return;
			world.record({ kind: 'trouble', by: 'a lost reply', until: clock.now() });
			clock.takeThis(reply, 0);
		},
	});
	const crashes: readonly Option[] = [
		...(api.tasks().length === 0 ? [] : [{ words: 'the API crashes', run: async () => crashApi(world) }]),
		...world.jobs().map(({ process }) => ({ words: `${process.name} is killed`, run: async () => process.die() })),
	];
	const crash = ({ words, run }: Option): Option => ({
		words,
		run: async () => {
			left.crashes -= 1;
			await run();
		},
	});
	const asked = events.filter(({ message }) => message?.isAsked);
	return [
		...events.map(deliver),
		...(left.losses > 0 ? asked.map(loseReply) : []),
		...(left.crashes > 0 ? crashes.map(crash) : []),
	];
}

function crashApi({ api, record, clock }: World): void {
	record({ kind: 'trouble', by: 'api', until: clock.now() });
	api.crash();
	api.comesUp();
}
