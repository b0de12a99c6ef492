/**
 * What is wrong with the layout of a page, found in the page itself.
 *
 * @module
 */
import type { Page } from 'playwright-core';

/** Pixels that rounding may cost. */
const SLACK = 1;
const SMALLEST_TARGET = 44;

/** Runs in the page: it may use nothing from outside. */
function look([slack, smallest]: readonly [number, number]): string[] {
	const problems: string[] = [];
	const root = document.documentElement;
	const named = (element: Element) =>
		`${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}"`;
	const isShown = (element: Element) => {
		const { width, height } = element.getBoundingClientRect();
		if (width <= 1 || height <= 1 || getComputedStyle(element).visibility !== 'visible') return false;
		for (let around: Element | null = element; around !== null; around = around.parentElement)
			if (getComputedStyle(around).clipPath !== 'none') return false;
		return true;
	};
	const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
	/** As much of it as its scrolling list lets through. */
	const seenOf = (element: Element): DOMRect => {
		const { left, right, top, bottom } = element.getBoundingClientRect();
		const seen = { left, right, top, bottom };
		for (let around = element.parentElement; around !== null; around = around.parentElement) {
			if (!scrolls(around) || around === root || around === document.body) continue;
			const list = around.getBoundingClientRect();
			seen.top = Math.max(seen.top, list.top);
			seen.bottom = Math.min(seen.bottom, list.bottom);
		}
		return new DOMRect(seen.left, seen.top, seen.right - seen.left, Math.max(0, seen.bottom - seen.top));
	};

	if (root.scrollWidth > root.clientWidth + slack)
		problems.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth}`);

	const dialog = document.querySelector('dialog[open]');
	const all = [...(dialog ?? document.body).querySelectorAll('*')].filter(isShown);
	const controls = all.filter((element) => element.matches('button, textarea, select, summary, input, a[href]'));
	for (const control of controls) {
		const { width, height } = control.getBoundingClientRect();
		if (Math.min(width, height) < smallest - slack)
			problems.push(`target of ${Math.round(width)} x ${Math.round(height)}: ${named(control)}`);
	}

	const hasText = (element: Element) =>
		[...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
	const texts = all.filter((element) => hasText(element) && element.closest('button, [aria-hidden=true]') === null);
	const boxes = [...new Set([...controls, ...texts])];
	for (const box of boxes) {
		const { left, right } = box.getBoundingClientRect();
		if (left < -slack || right > root.clientWidth + slack) problems.push(`beyond the edge: ${named(box)}`);
		const cut = box.scrollWidth > box.clientWidth + slack || box.scrollHeight > box.clientHeight + slack;
		if (cut && getComputedStyle(box).overflow !== 'visible' && !scrolls(box)) problems.push(`clipped: ${named(box)}`);
		if (box.matches('button') && box.scrollWidth > box.clientWidth + slack) problems.push(`too narrow: ${named(box)}`);
	}

	for (const [index, one] of boxes.entries())
		for (const other of boxes.slice(index + 1)) {
			if (one.contains(other) || other.contains(one)) continue;
			const [a, b] = [seenOf(one), seenOf(other)];
			const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (wide > slack && high > slack) problems.push(`${named(one)} overlaps ${named(other)}`);
		}
	return problems;
}

export const layoutProblems = (page: Page): Promise<string[]> => page.evaluate(look, [SLACK, SMALLEST_TARGET] as const);
