/**
 * A few letters that say whether two traces are the same.
 *
 * @module
 */
import { hash } from './random.ts';
import type { Trace } from './trace.ts';

export function digestOf(trace: Trace): string {
	const text = JSON.stringify(trace);
	return [hash(text), hash(`${text} again`)].map((half) => half.toString(16).padStart(8, '0')).join('');
}
