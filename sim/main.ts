/**
 * `npm run simulate`: plays histories by chance and judges them. A history that breaks a promise is said, made as short as
 * it can be, and kept in `sim/seeds.json`.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { writeHistory } from './chaos/write-history.ts';
import type { Violation } from './checker/violation.ts';
import type { History } from './history.ts';
import { explore, sayExplored } from './interleavings/explore.ts';
import { keep, readKept, readOpen } from './kept.ts';
import { sayEvent, sayHistory, sayViolation } from './say.ts';
import { START } from './settings.ts';
import { shrink } from './shrink.ts';
import { tryHistory } from './try-seed.ts';

const TRIES = 400;
const SAID_EVERY_MS = 10_000;

const USAGE = `npm run simulate -- [--seeds 1000] [--from 1]      so many histories
npm run simulate -- --seed 7 [--trace] [--kept]    this one, or the short one that was kept of it
npm run simulate -- --interleavings [--depth 6]    all orders of events`;

/** @param root of the repository */
export async function main(args: readonly string[], root: string, say: (line: string) => void): Promise<number> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			seeds: { type: 'string', default: '1000' },
			from: { type: 'string', default: '1' },
			seed: { type: 'string' },
			trace: { type: 'boolean', default: false },
			kept: { type: 'boolean', default: false },
			interleavings: { type: 'boolean', default: false },
			depth: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		say(USAGE);
		return 0;
	}
	if (values.interleavings) {
		const explored = await explore(values.depth === undefined ? {} : { depth: Number(values.depth) });
		say(sayExplored(explored));
		return explored.violations.length === 0 ? 0 : 1;
	}
	if (values.seed !== undefined) {
		const seed = Number(values.seed);
		const kept = values.kept
			? [...(await readKept(root)), ...(await readOpen(root))].find((one) => one.seed === seed)
			: undefined;
		return showHistory(kept?.history ?? writeHistory(seed), values.trace, say);
	}
	return trySeeds(Number(values.from), Number(values.seeds), root, say);
}

async function showHistory(history: History, isTraced: boolean, say: (line: string) => void): Promise<number> {
	const { trace, violations } = await tryHistory(history);
	say(sayHistory(history));
	if (isTraced) for (const event of trace.events) say(sayEvent(event, START));
	for (const violation of violations) say(sayViolation(violation, START));
	return violations.length === 0 ? 0 : 1;
}

/** But for the names in it. */
const isLike = (a: Violation, b: Violation): boolean =>
	a.rule === b.rule && a.what.replaceAll(/\S*\d\S*/g, '') === b.what.replaceAll(/\S*\d\S*/g, '');

async function trySeeds(from: number, count: number, root: string, say: (line: string) => void): Promise<number> {
	const begun = performance.now();
	let [events, broken, said] = [0, 0, begun];
	for (let seed = from; seed < from + count; seed++) {
		const history = writeHistory(seed);
		const verdict = await tryHistory(history);
		events += verdict.trace.events.length;
		const [first] = verdict.violations;
		if (first !== undefined) {
			broken += 1;
			say(`seed ${seed} breaks a promise\n${verdict.violations.map((one) => sayViolation(one, START)).join('\n')}`);
			const isSame = async (candidate: typeof history) =>
				(await tryHistory(candidate)).violations.some((violation) => isLike(violation, first));
			const shortest = await shrink(history, { breaks: isSame, tries: TRIES });
			say(`as short as it can be:\n${sayHistory(shortest)}`);
			await keep(root, { seed, rule: first.rule, why: first.what, history: shortest });
		}
		if (performance.now() - said > SAID_EVERY_MS) {
			said = performance.now();
			say(`${seed - from + 1} of ${count}`);
		}
	}
	const ms = performance.now() - begun;
	say(
		`${count} histories in ${(ms / 1000).toFixed(1)} s (${(ms / count).toFixed(1)} ms each), ` +
			`${events} events, ${broken} broke a promise`,
	);
	return broken === 0 ? 0 : 1;
}
