import { describeFiveScenarios } from './five-scenarios.ts';

describeFiveScenarios({ webhooks: false, heard: true });
