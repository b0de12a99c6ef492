/**
 * The states of the page, and how a visitor comes to see each.
 *
 * @module
 */
import type { Page } from 'playwright-core';
import type { VisitorOptions } from '../../browser.ts';
import { type Caller, deafCallerIn } from '../../caller.ts';
import type { Address } from '../../greenroom.ts';
import { networkOf } from '../network.ts';

export interface Scene {
	readonly name: string;
	readonly visitor?: VisitorOptions;
	reach(caller: Caller, greenroom: Address): Promise<void>;
}

/** Frozen, a worker takes no call and its agents stay what they are. */
const theWorkerStops = ({ workerGroup }: Address) => process.kill(-workerGroup, 'SIGSTOP');
export const theWorkerGoesOn = ({ workerGroup }: Address) => process.kill(-workerGroup, 'SIGCONT');

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A call in which something was said. */
async function talk(caller: Caller): Promise<void> {
	await caller.startCall();
	await caller.greeted();
	await caller.type('my name is Ada');
	await caller.shows('Ada.');
	await caller.type('what is on my list');
	await caller.agentIs('speaking');
	await caller.agentIs('listening');
}

/** Does something at the very moment in which the agent is in this state. */
async function whenAgentIs(page: Page, state: string, act: () => void): Promise<void> {
	await page.exposeFunction('stateSeen', act);
	// In words of the page: what is here is compiled without a browser's types.
	await page.evaluate(`new MutationObserver(() => {
		if (document.documentElement.dataset.agent === '${state}') stateSeen();
	}).observe(document.documentElement, { attributes: true })`);
}

const LONG =
	'I would like to plan a walk from the harbour to the old town with my mother, who likes to sit down often, and I ' +
	'wonder whether there is a way that avoids the stairs, has a bench every now and then and ends at a café. '.repeat(3);

export const scenes: readonly Scene[] = [
	{
		name: 'idle',
		reach: async ({ page, url }) => {
			await page.goto(url);
		},
	},
	{
		name: 'returning',
		reach: async (caller) => {
			await talk(caller);
			await caller.endCall();
			await caller.page.reload();
			await caller.shows('Ada');
		},
	},
	{
		name: 'sound-check',
		reach: async ({ page, url }) => {
			await page.goto(url);
			await click(page, 'Sound check');
			await page.getByRole('combobox').first().waitFor();
		},
	},
	{
		name: 'connecting',
		reach: async ({ page, url, callIs }) => {
			await page.route('**/api/livekit/token', () => undefined);
			await page.goto(url);
			await click(page, 'Start call');
			await callIs('starting');
		},
	},
	{
		name: 'waiting',
		reach: async (caller, greenroom) => {
			theWorkerStops(greenroom);
			await caller.startCall();
			await caller.agentIs('late');
		},
	},
	{
		name: 'no-agent',
		reach: async (caller, greenroom) => {
			theWorkerStops(greenroom);
			const problem = { type: '', title: '', status: 503, code: 'agent_unavailable' };
			const refusal = { status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) };
			await caller.page.route('**/api/livekit/dispatch-agent', (route) => route.fulfill(refusal));
			await caller.startCall();
			await caller.agentIs('never');
		},
	},
	{ name: 'listening', reach: talk },
	{
		name: 'thinking',
		reach: async (caller, greenroom) => {
			await talk(caller);
			await whenAgentIs(caller.page, 'thinking', () => theWorkerStops(greenroom));
			await caller.type('count to three');
			await caller.agentIs('thinking');
		},
	},
	{
		name: 'speaking',
		reach: async (caller) => {
			await talk(caller);
			await caller.type('count to thirty');
			await caller.shows('Six');
		},
	},
	{
		name: 'refreshed',
		reach: async (caller) => {
			await talk(caller);
			await caller.type('count to thirty');
			await caller.shows('fourteen');
			await caller.page.reload();
			await caller.agentIs('speaking');
			await caller.shows('eighteen');
		},
	},
	{
		name: 'muted',
		reach: async (caller) => {
			await talk(caller);
			await click(caller.page, 'Microphone');
		},
	},
	{ name: 'microphone-denied', visitor: { microphone: 'denied' }, reach: talk },
	{
		name: 'sound',
		reach: async (caller) => {
			await talk(caller);
			await click(caller.page, 'Sound');
			await caller.page.getByRole('combobox').first().waitFor();
		},
	},
	{
		name: 'reconnecting',
		reach: async (caller) => {
			const network = await networkOf(caller.page);
			await talk(caller);
			await network.cut();
			await caller.callIs('reconnecting');
		},
	},
	{
		name: 'moved',
		reach: async (caller) => {
			await talk(caller);
			const { page } = await caller.visitor.openTabWithoutEar();
			await page.goto(caller.url);
			await click(page, 'Move it here');
			await caller.callIs('moved');
		},
	},
	{
		name: 'ended',
		reach: async (caller) => {
			await talk(caller);
			await caller.endCall();
		},
	},
	{
		name: 'forgetting',
		reach: async (caller) => {
			await talk(caller);
			await caller.endCall();
			await click(caller.page, 'Forget everything');
			await caller.page.getByRole('dialog').waitFor();
		},
	},
	{
		name: 'failed',
		reach: async ({ page, url, callIs }) => {
			await page.route('**/api/livekit/token', (route) => route.abort());
			await page.goto(url);
			await click(page, 'Start call');
			await callIs('failed');
		},
	},
	{
		name: 'long',
		reach: async (caller) => {
			await talk(caller);
			await caller.type(LONG);
			await caller.agentIs('listening');
			await click(caller.page, 'Microphone');
			await caller.type(`${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} ${LONG}`);
			await caller.page.getByRole('textbox', { name: 'Message' }).fill(LONG);
		},
	},
	{
		name: 'ops',
		reach: async (caller, { url, opsToken }) => {
			const { page, visitor } = caller;
			const other = await deafCallerIn(visitor, url);
			await talk(other);
			const room = await other.room();
			await page.goto(new URL('/ops', url).href);
			await page.getByLabel('Operator token').fill(opsToken);
			await page.keyboard.press('Enter');
			await page
				.getByRole('row')
				.filter({ hasText: room.split('.')[2] ?? room })
				.click();
			await click(page, 'Show the tape');
			await page.getByRole('list', { name: 'What happened' }).waitFor();
		},
	},
	{
		name: 'simulator',
		reach: async ({ page, url }) => {
			await page.goto(new URL('/simulator/#fault=20000.kill_agent.0&at=24000', url).href);
			await page.locator('.digest').waitFor();
		},
	},
];
