import { on } from '../../domain/calendar/calendars.ts';
import { type HrCase, inChinese, TWO_MONTHS } from './hr-case.ts';

const sales: HrCase = {
  name: '销售：企业软件新签合同额连续两个季度未达标',
  plan: inChinese({
    title: '华东区企业软件新签业绩改进计划',
    gaps: [
      {
        id: 'new-contracts',
        expectation: '每季度新签合同额不低于60万元，客户拜访后三个工作日内发出书面方案',
        expectationSource: { kind: 'targetLetter', reference: '《2025年度销售目标责任书》第2条' },
        observedFact:
          '2025年第四季度新签合同额31万元，为目标60万元的52%；12次客户拜访中有7次在第6个工作日之后才发出方案',
        evidence: [
          {
            occurredOn: on('2025-12-31'),
            source: 'CRM季度报表 2025Q4',
            fact: '第四季度新签合同2份，合计31万元',
            reportedBy: '销售运营部',
          },
          {
            occurredOn: on('2026-01-16'),
            source: '客户邮件存档 2026-018',
            fact: '客户来信：1月6日拜访后，方案于1月16日收到，已与另一家供应商签约',
            reportedBy: '客户采购部',
          },
        ],
        causes: [
          { cause: 'METHOD', raisedBy: 'manager', note: '方案每次从零起草，未使用行业模板' },
          { cause: 'KNOWLEDGE_SKILL', raisedBy: 'employee', note: '未接受过报价系统的培训' },
        ],
        priorFeedback: [
          { givenOn: on('2026-01-20'), summary: '一对一面谈中核对了12次拜访的方案发出日期' },
        ],
      },
    ],
    goals: [
      {
        id: 'contract-value',
        gapIds: ['new-contracts'],
        statement: '计划期内新签合同额达到40万元',
        measure: {
          kind: 'amount',
          name: '新签合同额',
          unit: '万元',
          direction: 'increase',
          aggregate: 'sum',
          window: '计划期内两个月累计',
          source: 'CRM合同台账',
          measuredBy: '销售运营部',
          everyDays: 14,
          baseline: { value: 20.7, period: '2025年第四季度两个月均值', source: 'CRM合同台账' },
          target: 40,
          roleStandard: 40,
        },
        dueOn: on('2026-04-30'),
        minSample: 4,
      },
      {
        id: 'proposal-in-time',
        gapIds: ['new-contracts'],
        statement: '拜访后三个工作日内发出方案的比例达到90%',
        measure: {
          kind: 'rate',
          name: '方案三日发出率',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: '最近四周全部客户拜访',
          source: 'CRM拜访记录',
          measuredBy: '销售运营部',
          everyDays: 7,
          baseline: { value: 42, period: '2025年第四季度', source: 'CRM拜访记录' },
          target: 90,
        },
        dueOn: on('2026-04-30'),
        attainability: { basis: 'peer', reference: '同组三名客户经理第四季度为91%至96%' },
        minSample: 8,
      },
    ],
    actions: [
      {
        id: 'template',
        goalId: 'proposal-in-time',
        what: '用行业模板完成三份方案',
        how: '由导师逐份批注，按批注修改后存入方案库',
        dueOn: on('2026-03-13'),
      },
      {
        id: 'joint-visits',
        goalId: 'contract-value',
        what: '与导师共同拜访四家重点客户',
        how: '拜访前一日提交提纲，拜访当日写下客户的三项需求',
        dueOn: on('2026-04-10'),
      },
    ],
    supports: [
      {
        id: 'quote-course',
        kind: 'TRAINING',
        description: '报价系统与方案撰写培训，两个半天，含上机演练',
        provider: { name: '销售培训部 何敏' },
        dueBy: on('2026-03-13'),
        goalIds: ['contract-value', 'proposal-in-time'],
        mandatory: true,
      },
      {
        id: 'coach',
        kind: 'COACHING',
        description: '资深客户经理每周一小时辅导，共八次',
        provider: { name: '资深客户经理 沈涛' },
        dueBy: on('2026-03-06'),
        goalIds: ['contract-value', 'proposal-in-time'],
        mandatory: true,
      },
    ],
    schedule: TWO_MONTHS,
  }),
  findings: [],
};

const manufacturing: HrCase = {
  name: '制造：装配工位返工偏多，证据只有一次记录，工装要到后半程才换',
  plan: inChinese({
    title: '总装二线装配质量改进计划',
    gaps: [
      {
        id: 'rework',
        expectation: '扭矩工位一次合格率不低于98%',
        expectationSource: {
          kind: 'documentedInstruction',
          reference: '作业指导书 ZZ-2-014 第5版',
        },
        observedFact: '2026年1月扭矩工位一次合格率为93.5%，1,200台中有78台返工',
        evidence: [
          {
            occurredOn: on('2026-01-30'),
            source: 'MES返工月报 2026-01',
            fact: '扭矩工位返工78台，其中61台为螺栓漏打第二遍扭矩',
            reportedBy: '质量部',
          },
        ],
        causes: [
          { cause: 'RESOURCE', raisedBy: 'employee', note: '三号扭矩枪计数器故障，不提示漏打' },
          { cause: 'KNOWLEDGE_SKILL', raisedBy: 'manager', note: '去年十月转岗，未做转岗考核' },
        ],
        priorFeedback: [{ givenOn: on('2026-01-14'), summary: '班前会后当面指出当日三台漏打' }],
      },
    ],
    goals: [
      {
        id: 'first-pass',
        gapIds: ['rework'],
        statement: '扭矩工位一次合格率达到98%',
        measure: {
          kind: 'rate',
          name: '扭矩工位一次合格率',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: '最近两周全部下线车辆',
          source: 'MES返工记录',
          measuredBy: '质量部巡检',
          everyDays: 7,
          baseline: { value: 93.5, period: '2026年1月', source: 'MES返工月报' },
          target: 98,
          roleStandard: 98,
        },
        dueOn: on('2026-04-30'),
        minSample: 400,
      },
    ],
    actions: [
      {
        id: 'double-check',
        goalId: 'first-pass',
        what: '每台车打完第二遍扭矩后用记号笔画线',
        how: '按作业指导书第5版的顺序操作，下线前由互检人核对画线',
        dueOn: on('2026-03-06'),
      },
    ],
    supports: [
      {
        id: 'transfer-training',
        kind: 'TRAINING',
        description: '扭矩工位转岗培训与实操考核，一天',
        provider: { name: '总装技师 邓强' },
        dueBy: on('2026-03-06'),
        goalIds: ['first-pass'],
        mandatory: true,
      },
      {
        id: 'torque-gun',
        kind: 'TOOLING',
        description: '更换三号扭矩枪，新枪带漏打报警',
        provider: { name: '设备科' },
        dueBy: on('2026-04-17'),
        goalIds: ['first-pass'],
        mandatory: false,
      },
    ],
    schedule: TWO_MONTHS,
  }),
  findings: [
    ['B3.single', '/gaps/0/evidence'],
    ['F3.secondHalf', '/supports/1/dueBy'],
  ],
};

const logistics: HrCase = {
  name: '物流：拣货差错，计划没有检查点，沟通每月才一次',
  plan: inChinese({
    title: '嘉定仓拣货准确率改进计划',
    gaps: [
      {
        id: 'picking-errors',
        expectation: '每千行订单的拣货差错不超过2行',
        expectationSource: { kind: 'policy', reference: '《仓储作业标准》第7.1条' },
        observedFact: '2026年1月每千行差错6.4行，共拣货8,900行，差错57行',
        evidence: [
          {
            occurredOn: on('2026-01-13'),
            source: '复核台差错单 0113-22',
            fact: '同一波次中三行SKU拿错相邻货位',
            reportedBy: '复核员 周琳',
          },
          {
            occurredOn: on('2026-01-28'),
            source: '客户退货单 RT-20260128-5',
            fact: '客户收到12件，订单为21件',
            reportedBy: '客户服务部',
          },
        ],
        causes: [{ cause: 'METHOD', raisedBy: 'manager', note: '先拿货后扫码，跳过货位校验' }],
        priorFeedback: [{ givenOn: on('2026-01-29'), summary: '当面演示了先扫货位再扫商品的顺序' }],
      },
    ],
    goals: [
      {
        id: 'error-rate',
        gapIds: ['picking-errors'],
        statement: '每千行拣货差错降到2行以内',
        measure: {
          kind: 'count',
          name: '每千行拣货差错',
          unit: '行',
          direction: 'atMost',
          aggregate: 'last',
          window: '最近四周全部拣货行',
          source: '复核台系统',
          measuredBy: '复核班长',
          everyDays: 7,
          baseline: { value: 6.4, period: '2026年1月', source: '复核台系统' },
          target: 2,
          roleStandard: 2,
        },
        dueOn: on('2026-04-30'),
        minSample: 2000,
      },
    ],
    actions: [
      {
        id: 'scan-first',
        goalId: 'error-rate',
        what: '每一行先扫货位码再取货',
        how: '手持终端开启强制校验，班后导出当日跳过次数',
        dueOn: on('2026-03-06'),
      },
    ],
    supports: [
      {
        id: 'shadowing',
        kind: 'COACHING',
        description: '班长跟班三次，每次两小时，逐波次复盘',
        provider: { name: '班长 吴建' },
        dueBy: on('2026-03-13'),
        goalIds: ['error-rate'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, cadence: 'monthly', checkpoints: [] },
  }),
  findings: [
    ['G2.tooFew', '/schedule/checkpoints'],
    ['G6.cadence', '/schedule/cadence'],
  ],
};

const retail: HrCase = {
  name: '零售：主管写的是印象，不是事实，目标只说“提升”',
  plan: inChinese({
    title: '徐汇店收银服务改进计划',
    gaps: [
      {
        id: 'checkout-service',
        expectation: '收银时主动询问会员并在两分钟内完成一单',
        expectationSource: { kind: 'jobDescription', reference: '《收银员岗位说明书》第4条' },
        observedFact: '该员工责任心不强，经常让顾客久等',
        evidence: [
          {
            occurredOn: on('2026-01-17'),
            source: '店内监控抽查 0117',
            fact: '18:00至18:30共11单，平均每单3分40秒',
            reportedBy: '值班经理 赵颖',
          },
          {
            occurredOn: on('2026-01-24'),
            source: '顾客意见卡 0124-03',
            fact: '顾客写道：排队14分钟，收银员未询问会员号',
            reportedBy: '顾客',
          },
        ],
        causes: [{ cause: 'KNOWLEDGE_SKILL', raisedBy: 'manager', note: '新收银机上线后未受训' }],
        priorFeedback: [{ givenOn: on('2026-01-25'), summary: '与员工一起看了意见卡和抽查记录' }],
      },
    ],
    goals: [
      {
        id: 'seconds-per-sale',
        gapIds: ['checkout-service'],
        statement: '进一步提升收银效率',
        measure: {
          kind: 'duration',
          name: '每单平均用时',
          unit: '秒',
          direction: 'atMost',
          aggregate: 'mean',
          window: '每周六18:00至19:00全部单据',
          source: '收银系统日志',
          measuredBy: '值班经理',
          everyDays: 7,
          baseline: { value: 220, period: '2026年1月', source: '收银系统日志' },
          target: 120,
        },
        dueOn: on('2026-04-30'),
        minSample: 100,
      },
    ],
    actions: [
      {
        id: 'practice',
        goalId: 'seconds-per-sale',
        what: '每周用新收银机练习二十单',
        how: '用测试商品计时，把用时记在练习表上',
        dueOn: on('2026-03-27'),
      },
    ],
    supports: [
      {
        id: 'till-training',
        kind: 'TRAINING',
        description: '新收银机操作培训，半天，结束时现场考核',
        provider: { name: '区域培训师 林洁' },
        dueBy: on('2026-03-06'),
        goalIds: ['seconds-per-sale'],
        mandatory: true,
      },
    ],
    schedule: TWO_MONTHS,
  }),
  findings: [
    ['D12.noSign', '/goals/0/attainability'],
    ['B5.noFact', '/gaps/0/observedFact'],
    ['B5.trait', '/gaps/0/observedFact'],
    ['B5.vagueQuantifier', '/gaps/0/observedFact'],
    ['B5.nonTarget', '/goals/0/statement'],
    ['B5.vagueQuantifier', '/goals/0/statement'],
  ],
};

const finance: HrCase = {
  name: '金融：放款量下降只因网点周边拆迁，计划应改目标而不是立项',
  plan: inChinese({
    title: '城东支行小微贷款投放改进计划',
    gaps: [
      {
        id: 'loan-volume',
        expectation: '每月新投放小微贷款不少于8笔',
        expectationSource: { kind: 'targetLetter', reference: '《客户经理2026年目标书》第1条' },
        observedFact: '2025年12月与2026年1月各投放3笔，目标均为8笔',
        evidence: [
          {
            occurredOn: on('2025-12-31'),
            source: '信贷系统月报 2025-12',
            fact: '全月新投放3笔，合计94万元',
            reportedBy: '信贷管理部',
          },
          {
            occurredOn: on('2026-01-31'),
            source: '信贷系统月报 2026-01',
            fact: '全月新投放3笔，合计88万元',
            reportedBy: '信贷管理部',
          },
        ],
        causes: [
          {
            cause: 'EXTERNAL',
            raisedBy: 'employee',
            note: '商圈自11月起拆迁，商户由412家减至97家',
          },
        ],
        priorFeedback: [{ givenOn: on('2026-01-12'), summary: '月度例会上通报了12月的投放笔数' }],
      },
    ],
    goals: [
      {
        id: 'loans-per-month',
        gapIds: ['loan-volume'],
        statement: '每月新投放小微贷款达到8笔',
        measure: {
          kind: 'count',
          name: '新投放小微贷款笔数',
          unit: '笔',
          direction: 'atLeast',
          aggregate: 'last',
          window: '最近一个自然月',
          source: '信贷系统月报',
          measuredBy: '信贷管理部',
          everyDays: 30,
          baseline: { value: 3, period: '2026年1月', source: '信贷系统月报' },
          target: 8,
          roleStandard: 8,
        },
        dueOn: on('2026-04-30'),
        minSample: 1,
      },
    ],
    actions: [
      {
        id: 'new-market',
        goalId: 'loans-per-month',
        what: '走访新批发市场的六十家商户',
        how: '每周十五家，当日录入走访表',
        dueOn: on('2026-03-27'),
      },
    ],
    supports: [
      {
        id: 'visit-training',
        kind: 'TRAINING',
        description: '外拓走访培训，一天',
        provider: { name: '分行小微部' },
        dueBy: on('2026-03-06'),
        goalIds: ['loans-per-month'],
        mandatory: true,
      },
    ],
    schedule: TWO_MONTHS,
  }),
  findings: [
    // Both months come from the same office.
    ['B3.onePerson', '/gaps/0/evidence'],
    ['C3.unanswered', '/gaps/0/causes/0'],
    ['C3.comparison', '/gaps/0/causes/0/comparison'],
    ['C4.cannotCarry', '/gaps/0/causes'],
  ],
};

export const CHINESE_CASES = { sales, manufacturing, logistics, retail, finance } as const;
