/**
 * A way between two parts of the world that may be cut, and what came over it.
 *
 * @module
 */
export interface Link {
	isUp(): boolean;
	set(up: boolean): void;
	onChange(listener: (up: boolean) => void): void;
}

export function makeLink(): Link {
	let up = true;
	const listeners: ((up: boolean) => void)[] = [];
	return {
		isUp: () => up,
		set(next) {
			if (next === up) return;
			up = next;
			for (const listen of listeners) listen(up);
		},
		onChange: (listener) => void listeners.push(listener),
	};
}
