/**
 * The address of a history: its seed, the bug that was planted, and the faults that were put in by hand. Whoever opens it
 * sees the same history at the same moment.
 *
 * @example
 * #seed=7&fault=20000.kill_agent.0&at=23500
 *
 * @module
 */
import { isFaultName } from '../faults/faults.ts';

export interface Fault {
	/** Milliseconds from the beginning. */
	readonly at: number;
	readonly name: string;
	/** Which one of those that there are, counted round. */
	readonly who: number;
}

export interface Address {
	/** Null: a call in which nothing goes wrong by itself, or that of the bug. */
	readonly seed: number | null;
	/** A name of {@link file://../../../sim/planted/planted.ts}. */
	readonly bug: string | null;
	readonly faults: readonly Fault[];
	/** The moment that is looked at, in milliseconds. */
	readonly at: number;
}

/** A call is under way. */
export const home: Address = { seed: null, bug: null, faults: [], at: 12_000 };

export function writeAddress({ seed, bug, faults, at }: Address): string {
	const parts = [
		...(seed === null ? [] : [`seed=${seed}`]),
		...(bug === null ? [] : [`bug=${bug}`]),
		...faults.map((fault) => `fault=${fault.at}.${fault.name}.${fault.who}`),
		...(at === home.at ? [] : [`at=${at}`]),
	];
	return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

export interface Read {
	readonly address: Address;
	/** Parts that mean nothing here. */
	readonly unread: readonly string[];
}

/** @param isBug names the bugs that there are */
export function readAddress(hash: string, isBug: (name: string) => boolean): Read {
	let address = home;
	const unread: string[] = [];
	for (const part of hash.replace(/^#/, '').split('&')) {
		if (part === '') continue;
		const next = withPart(address, part, isBug);
		if (next === null) unread.push(part);
		else address = next;
	}
	return { address, unread };
}

function withPart(address: Address, part: string, isBug: (name: string) => boolean): Address | null {
	const [key, value = ''] = part.split('=');
	const number = wholeNumber(value);
	if (key === 'seed' && number !== null) return { ...address, seed: number };
	if (key === 'at' && number !== null) return { ...address, at: number };
	if (key === 'bug' && isBug(value)) return { ...address, bug: value };
	const fault = key === 'fault' ? faultOf(value) : null;
	return fault === null ? null : { ...address, faults: [...address.faults, fault] };
}

function faultOf(text: string): Fault | null {
	const [at = '', name = '', who = ''] = text.split('.');
	const [time, place] = [wholeNumber(at), wholeNumber(who)];
	return time === null || place === null || !isFaultName(name) ? null : { at: time, name, who: place };
}

const wholeNumber = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);
