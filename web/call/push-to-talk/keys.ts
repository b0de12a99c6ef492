/**
 * Keys that do something without a modifier. There are none until somebody chooses one, and none while somebody types
 * (WCAG 2.1.4): a person who dictates presses many.
 *
 * @module
 */

/** What is read of a key that is pressed. */
export interface Press extends Pick<KeyboardEvent, 'code' | 'repeat' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'> {}

/** Keys that the page needs to be used at all. */
const reserved = /^(Tab|Escape|Enter|Arrow.*|Page.*|Home|End|Control.*|Alt.*|Meta.*|Shift.*|CapsLock|)$/;

/** @param code a `KeyboardEvent.code`: the same place on each keyboard */
export const canBeChosen = (code: string): boolean => !reserved.test(code);

/** Whether a key means what it writes or presses there. */
function isTaken(target: EventTarget | null, code: string): boolean {
	if (!(target instanceof Element)) return false;
	const takes = code === 'Space' ? 'input, textarea, select, button, a, summary' : 'input, textarea, select';
	return target.closest(`${takes}, dialog, [contenteditable]`) !== null;
}

/** A key was pressed by itself, and for nothing else. */
export const isPressed = (key: string | null, { code, repeat, ctrlKey, altKey, metaKey, target }: Press): boolean =>
	code === key && !repeat && !ctrlKey && !altKey && !metaKey && !isTaken(target, code);
