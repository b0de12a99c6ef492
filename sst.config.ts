/**
 * SST gives stages and a command line; what is deployed is in infra/, as constructs of CDK. docs/deploying.md leads through it.
 */
import type { SSTConfig } from 'sst';

export default {
	config: () => ({ name: 'greenroom', region: process.env['GREENROOM_REGION'] || 'us-east-1' }),
	async stacks(app) {
		// Not at the top: commands that only need the name of the app are done before CDK is loaded.
		const { edgeDefines, planOf, standIns } = await import('./infra/plan.ts');
		const { stacksOf } = await import('./infra/stacks.ts');
		const { bundleFunctions } = await import('./scripts/bundle/functions.ts');
		const { bundlePage } = await import('./scripts/bundle/page.ts');
		const { refuseWithoutSettings } = await import('./scripts/stage/before-deploy.ts');

		const { stage, region, mode } = app;
		const plan = planOf({ stage, region, mode, root: process.cwd(), env: process.env, now: Date.now() });
		await refuseWithoutSettings(plan.settings, { region, argv: process.argv });
		const { root, functions, page } = plan.built;
		if (mode === 'remove') await standIns(plan.built);
		else {
			const edge = plan.deployment.edge ? { edge: edgeDefines(plan, region) } : {};
			await Promise.all([bundleFunctions(root, { outdir: functions, ...edge }), bundlePage(root, page)]);
		}
		const { site, worker } = stacksOf(plan);
		app.stack(site).stack(worker);
	},
} satisfies SSTConfig;
