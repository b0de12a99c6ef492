/**
 * Names with a time each, the earliest first: a heap that knows where each name is, so that a name can be moved or taken
 * out of a hundred thousand others without looking at them.
 *
 * @module
 */
export interface Appointment {
	readonly name: string;
	readonly at: number;
}

export class Schedule {
	/** A binary heap: the children of place `p` are at `2p + 1` and `2p + 2`. */
	readonly #slots: Appointment[] = [];
	readonly #places = new Map<string, number>();

	get size(): number {
		return this.#slots.length;
	}

	get first(): Appointment | undefined {
		return this.#slots[0];
	}

	/** A name has one time: a former one is forgotten. */
	set(name: string, at: number): void {
		this.#settle(this.#places.get(name) ?? this.#slots.length, { name, at });
	}

	remove(name: string): void {
		const place = this.#places.get(name);
		if (place === undefined) return;
		this.#places.delete(name);
		const last = this.#slots.pop();
		if (last !== undefined && last.name !== name) this.#settle(place, last);
	}

	/** Takes out the names whose time is at or before `until`, at most `limit`, the earliest first. */
	take(until: number, limit: number): string[] {
		const taken: string[] = [];
		while (taken.length < limit && this.first !== undefined && this.first.at <= until) {
			taken.push(this.first.name);
			this.remove(this.first.name);
		}
		return taken;
	}

	/** The earliest appointments, the earliest first; all of them stay. */
	peek(limit: number): Appointment[] {
		const earliest: Appointment[] = [];
		for (let { first } = this; first !== undefined && earliest.length < limit; { first } = this) {
			earliest.push(first);
			this.remove(first.name);
		}
		for (const { name, at } of earliest) this.set(name, at);
		return earliest;
	}

	/** Puts a slot where it belongs, given a place that is free for it. */
	#settle(free: number, slot: Appointment): void {
		let place = free;
		for (;;) {
			const above = (place - 1) >> 1;
			const parent = this.#slots[above];
			if (parent === undefined || !isBefore(slot, parent)) break;
			this.#put(place, parent);
			place = above;
		}
		for (;;) {
			const below = this.#earlierChild(place);
			const child = this.#slots[below];
			if (child === undefined || !isBefore(child, slot)) break;
			this.#put(place, child);
			place = below;
		}
		this.#put(place, slot);
	}

	#earlierChild(place: number): number {
		const [left, right] = [2 * place + 1, 2 * place + 2];
		const [a, b] = [this.#slots[left], this.#slots[right]];
		return a !== undefined && b !== undefined && isBefore(b, a) ? right : left;
	}

	#put(place: number, slot: Appointment): void {
		this.#slots[place] = slot;
		this.#places.set(slot.name, place);
	}
}

/** Names of one time in their alphabetical order, so that every store has the same one. */
const isBefore = (a: Appointment, b: Appointment): boolean => a.at < b.at || (a.at === b.at && a.name < b.name);
