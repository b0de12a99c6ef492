/**
 * What the page says about microphones and speakers that work, and what could be better.
 *
 * @module
 */

/** @param level 0 to 1; `null`: unknown */
export function levelWords(level: number | null): string {
	if (level === null) return 'Not in use';
	if (level === 0) return 'Silent';
	return level < 0.3 ? 'Quiet' : 'Good';
}

export const MUTED = 'You are muted: nobody hears what you say.';
export const NOTHING_HEARD =
	'We hear nothing from your microphone. Check its own switch, or choose another one. You can also type.';

/** @param label of the microphone that is used */
export const insteadWords = (label: string): string =>
	`Your microphone is not connected. Until it is, this one is used: ${label}.`;

/** How a microphone that was blocked is allowed again, in this browser. */
export function allowWords(userAgent: string): string {
	if (/Firefox|FxiOS/.test(userAgent))
		return 'In Firefox: press the crossed-out microphone beside the address, and take the block away.';
	if (/Chrom|CriOS|Edg/.test(userAgent))
		return 'In this browser: press the icon left of the address, and turn the microphone on.';
	if (/iP(hone|ad)/.test(userAgent))
		return 'In Safari: press the icon beside the address, then Website Settings, and allow the microphone.';
	return 'In Safari: open Settings for This Website in the Safari menu, and allow the microphone.';
}
