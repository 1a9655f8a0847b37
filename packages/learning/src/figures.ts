import type { HeadFiguresAnswer } from '@koopsignaal/protocol'
import { calibrationBound } from './calibration-bound.ts'
import {
  averagePrecision,
  baseRate,
  brier,
  calibrationError,
  calibrationNoise,
  liftInTop,
  logLoss,
  type Outcome,
  rocAuc,
} from './metrics.ts'

/** What is reported of a model on one set of outcomes. Beyond `lift` they mean something only of chances. */
export type Figures = HeadFiguresAnswer

/** All figures of outcomes whose scores are chances. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  return {
    visits: outcomes.reduce((sum, { weight }) => sum + weight, 0),
    baseRate: baseRate(outcomes),
    auc: rocAuc(outcomes),
    averagePrecision: averagePrecision(outcomes),
    lift: liftInTop(outcomes, 0.1),
    brier: brier(outcomes),
    logLoss: logLoss(outcomes),
    calibrationError: calibrationError(outcomes),
    calibrationNoise: calibrationNoise(outcomes),
    calibrationBound: calibrationBound(outcomes),
  }
}
