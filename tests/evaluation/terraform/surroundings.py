"""What stands around generated expressions: variables and their values, resources, modules."""

from __future__ import annotations

DECLARED = """
variable "n" {
  type = number
}
variable "t" {
  type = bool
}
variable "s" {
  type = string
}
variable "l" {
  type = list(string)
}
variable "m" {
  type = map(string)
}
variable "o" {
  type = object({ a = any, b = optional(string, "ob") })
}
variable "ns" {
  type    = string
  default = null
}
variable "nn" {
  type    = number
  default = null
}
variable "nl" {
  type    = list(string)
  default = null
}
variable "q" {
  type = object({
    list  = optional(list(string), [])
    map   = optional(map(number), { one = 1 })
    inner = optional(object({ name = optional(string, "in"), on = optional(bool) }), {})
    none  = optional(object({ name = string }))
    n     = optional(number)
  })
}
variable "rows" {
  type = list(object({
    name  = string
    group = optional(string, "g")
    size  = optional(number, 3)
    inner = optional(object({ name = optional(string, "deep") }), {})
  }))
}
locals {
  n    = var.n + 1
  s    = "${var.s}-loc"
  made = { for k, m in module.each : k => m.out }
}
resource "terraform_data" "each" {
  for_each = { p = "P", q = var.s }
  input    = each.value
}
resource "terraform_data" "counted" {
  count = 2
  input = "${count.index}-${var.n}"
}
resource "terraform_data" "of_set" {
  for_each = toset(concat(var.l, ["always"]))
  input    = { each = "${each.key}-${each.value}", lists = [for r in var.rows : r.name] }
}
resource "terraform_data" "rows" {
  count = length(var.rows)
  input = { row = var.rows[count.index], last = count.index == length(var.rows) - 1 }
}
resource "terraform_data" "none" {
  count = var.t && !var.t ? 1 : 0
  input = "none"
}
module "one" {
  source = "./inner"
  v      = local.s
}
module "grid" {
  source   = "./row"
  for_each = { x = 2, y = length(var.rows) }
  size     = each.value
  name     = each.key
}
module "each" {
  source   = "./inner"
  for_each = toset(["q", "r"])
  v        = each.key
  extra    = { k = each.value }
}
module "counted" {
  source = "./inner"
  count  = 2
  v      = count.index
}
"""
"""What stands in every configuration; the values of its variables are in a file beside it."""

INNER = """
variable "v" {
  type = string
}
variable "extra" {
  type    = map(string)
  default = {}
}
module "deep" {
  source = "./deep"
  for_each = merge({ always = var.v }, var.extra)
  key    = each.key
  value  = each.value
}
output "out" { value = "${var.v}!" }
output "deep" { value = { for k, d in module.deep : k => d.out } }
output "all" { value = values(module.deep)[*].out }
"""

ROW = """
variable "size" { type = number }
variable "name" {}
module "cell" {
  source = "../inner"
  count  = var.size
  v      = "${var.name}${count.index}"
  extra  = count.index == 0 ? { first = "yes" } : {}
}
output "cells" { value = module.cell }
"""

DEEP = """
variable "key" {}
variable "value" {}
resource "terraform_data" "x" { input = { (var.key) = var.value } }
output "out" { value = terraform_data.x.input }
"""

LATER = ("q", "rows", "ns", "nn", "nl")
"""Variables with attributes that need not be given, and such that are null."""

VALUES = {
    "n": ("0", "1", "4", "-2.5"),
    "t": ("true", "false"),
    "s": ('""', '"a"', '"b"', '"vs"', '"x-y"'),
    "l": ("[]", '["a"]', '["z", "a", "a"]', '["l1", "a"]'),
    "m": ("{}", '{ a = "1" }', '{ c = "q", a = "b" }', "{ a = 5, z = true }"),
    "q": (
        "{}",
        '{ list = ["q"], n = 1 }',
        "{ inner = { on = true }, map = null, none = { name = 1 } }",
    ),
    "rows": (
        "[]",
        '[{ name = "r1" }, { name = "r2", group = "h", size = null }]',
        '[{ name = "r1", size = "5", inner = { name = null } }, { name = 2, more = true }]',
    ),
    "o": ("{ a = 1 }", '{ a = "x", b = null }', '{ a = ["y"], b = "B", c = 1 }'),
}
"""What the variables are given."""
