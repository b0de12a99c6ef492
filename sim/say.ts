/**
 * Histories and traces in lines that people can read.
 *
 * @module
 */
import type { Violation } from './checker/violation.ts';
import type { History } from './history.ts';
import type { TraceEvent } from './trace.ts';

export function sayHistory({ settings, steps, farewells }: History): string {
	const { noise, ...world } = settings;
	let time = 0;
	const lines = steps.map(({ after, move }) => {
		time += after;
		const { move: what, ...rest } = move;
		return `  ${seconds(time)}  ${what}${Object.entries(rest)
			.map(([name, value]) => ` ${name}=${value}`)
			.join('')}`;
	});
	return [`  world ${JSON.stringify(world)}, noise ${noise}`, ...lines, `  then ${farewells.join(', ')}`].join('\n');
}

export const sayViolation = ({ rule, at, what }: Violation, start: number): string =>
	`  ${seconds(at - start)}  ${rule}: ${shorten(what, start)}`;

/** @param start of the world */
export function sayEvent({ at, kind, ...rest }: TraceEvent, start: number): string {
	const fields = Object.entries(rest).map(([name, value]) => ` ${name}=${shorten(String(value), start)}`);
	return `${seconds(at - start)}  ${kind}${fields.join('')}`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3).padStart(9);

/** Times count from the beginning, and all rooms are of one stage. */
const shorten = (text: string, start: number): string =>
	text
		.replaceAll(/\b(\d{13})\b/g, (time) => ((Number(time) - start) / 1000).toFixed(3))
		.replaceAll(/greenroom[._]sim[._]v_/g, '');
