/**
 * What is heard of what happens on the server.
 *
 * @module
 */
import type { Facts } from '../facts.ts';
import { type Observation, observe } from '../observe.ts';
import type { Told, ToldOfMember } from './server.ts';

export function webhook(told: Told, generation: number, at: number): Observation {
	const life = { ...told.life, at };
	return 'member' in told
		? { ...ofMember(told, generation, told.life.sid, at), life }
		: { kind: told.event, generation, at, life };
}

/** What the agent sees of it. It is not told why somebody goes, and an old one does not tell which life this is. */
export const report = (told: ToldOfMember, generation: number, room: string | null, at: number): Observation => ({
	...ofMember(told.event === 'left' ? { ...told, why: 'left' } : told, generation, room, at),
	life: null,
});

function ofMember(told: ToldOfMember, generation: number, room: string | null, at: number) {
	const person = { ...told.member, room, at };
	return told.event === 'joined'
		? { kind: told.event, generation, at, person }
		: { kind: told.event, generation, at, person: { ...person, why: told.why } };
}

export const fold = (before: Facts, heard: readonly Observation[]): Facts =>
	heard.reduce((facts, seen) => observe(facts, seen) ?? facts, before);
