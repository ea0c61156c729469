{{/* Names and labels. All are prefixed with the chart's name, so that an umbrella chart cannot clash. */}}

{{- define "toolhive-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 48 characters: the longest suffix that is added has 15, and labels have at most 63. */}}
{{- define "toolhive-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" -}}
{{- else if contains (include "toolhive-operator.name" .) .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "toolhive-operator.name" .) | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "toolhive-operator.compositeController" -}}
{{- if eq (include "toolhive-operator.fullname" .) "toolhive-operator" -}}
toolhive-mcpserver
{{- else -}}
{{- printf "%s-mcpserver" (include "toolhive-operator.fullname" .) -}}
{{- end -}}
{{- end -}}

{{- define "toolhive-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "toolhive-operator.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "toolhive-operator.labels" -}}
{{ include "toolhive-operator.selectorLabels" . }}
app.kubernetes.io/component: hooks
{{ include "toolhive-operator.releaseLabels" . }}
{{- end -}}

{{/* Labels that say which release made an object. Pods do not have them: a new chart version alone restarts nothing. */}}
{{- define "toolhive-operator.releaseLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The labels of an object, with further ones of the values, which win: of a list of the context and those. */}}
{{- define "toolhive-operator.labelsWith" -}}
{{- toYaml (mustMergeOverwrite (include "toolhive-operator.labels" (index . 0) | fromYaml) (index . 1 | default dict)) -}}
{{- end -}}

{{/* The pods of `helm test`: other labels than the hooks', or the Service would send calls to them. */}}
{{- define "toolhive-operator.testLabels" -}}
app.kubernetes.io/name: {{ include "toolhive-operator.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* An image in one word, from {registry, repository, tag, digest}. */}}
{{- define "toolhive-operator.imageName" -}}
{{- $name := .repository -}}
{{- with .registry -}}{{- $name = printf "%s/%s" . $name -}}{{- end -}}
{{- if .digest -}}
{{- printf "%s@%s" $name .digest -}}
{{- else -}}
{{- printf "%s:%s" $name .tag -}}
{{- end -}}
{{- end -}}

{{- define "toolhive-operator.image" -}}
{{- include "toolhive-operator.imageName" (merge (dict "tag" (default .Chart.AppVersion .Values.image.tag)) .Values.image) -}}
{{- end -}}

{{- define "toolhive-operator.testImage" -}}
{{- if .Values.test.image.repository -}}
{{- include "toolhive-operator.imageName" .Values.test.image -}}
{{- else -}}
{{- include "toolhive-operator.image" . -}}
{{- end -}}
{{- end -}}

{{/* The settings file: the values' settings, with the proxy's image and the kinds that this chart installs written in. */}}
{{- define "toolhive-operator.settings" -}}
{{- $own := dict "proxy" (dict "image" (include "toolhive-operator.imageName" .Values.proxyImage)) -}}
{{- if and .Values.crds.install .Values.crds.configKinds -}}
{{- $kinds := list -}}
{{- range $path, $_ := .Files.Glob "files/config-crds/*.yaml" -}}
{{- $kinds = append $kinds ($.Files.Get $path | fromYaml).spec.names.kind -}}
{{- end -}}
{{- $_ := set $own "references" (dict "configKinds" $kinds) -}}
{{- end -}}
{{- toYaml (mergeOverwrite $own (deepCopy (.Values.settings | default dict))) -}}
{{- end -}}

{{/* The kinds that servers may refer to, as the settings file names them. */}}
{{- define "toolhive-operator.configKinds" -}}
{{- dig "references" "configKinds" list (include "toolhive-operator.settings" . | fromYaml) | toJson -}}
{{- end -}}

{{/* Variables of the chart, with those of the values in place of some: no name may stand twice. Of a list of both. */}}
{{- define "toolhive-operator.variables" -}}
{{- $own := index . 1 | default list -}}
{{- $names := list -}}
{{- range $own -}}{{- $names = append $names .name -}}{{- end -}}
{{- $variables := list -}}
{{- range index . 0 -}}
{{- if not (has .name $names) -}}{{- $variables = append $variables . -}}{{- end -}}
{{- end -}}
{{- toYaml (concat $variables $own) -}}
{{- end -}}

{{/* Node's heap in MiB: half of the limit of memory. The rest is Node's own pages, TLS buffers and bodies that are being read. */}}
{{- define "toolhive-operator.heapMegabytes" -}}
{{- $memory := dig "limits" "memory" "" (.Values.resources | default dict) | toString -}}
{{- $unit := regexFind "[A-Za-z]+$" $memory -}}
{{- $bytes := get (dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0) $unit -}}
{{- if and $memory $bytes -}}
{{- divf (mulf (trimSuffix $unit $memory | float64) $bytes) 2097152 | int -}}
{{- else -}}
64
{{- end -}}
{{- end -}}

{{- define "toolhive-operator.certificateSecret" -}}
{{- if eq .Values.tls.mode "existingSecret" -}}
{{- required "tls.existingSecret must name a Secret with tls.crt and tls.key when tls.mode is existingSecret" .Values.tls.existingSecret -}}
{{- else -}}
{{- printf "%s-tls" (include "toolhive-operator.fullname" .) -}}
{{- end -}}
{{- end -}}

{{/* Names that the certificate is for. */}}
{{- define "toolhive-operator.dnsNames" -}}
{{- $service := printf "%s.%s" (include "toolhive-operator.fullname" .) .Release.Namespace -}}
{{- printf "%s.svc %s %s.svc.cluster.local" $service $service $service -}}
{{- end -}}

{{/* The kinds of children, which the engine for host names and the companions add to. */}}
{{- define "toolhive-operator.childResources" -}}
{{- $hostRules := dig "permissionProfiles" "hostRules" "deny" (.Values.settings | default dict) -}}
{{- $lists := .Files.Get "files/child-resources.yaml" | fromYaml -}}
{{- $resources := get $lists $hostRules -}}
{{- range include "toolhive-operator.companions" . | fromJsonArray -}}
{{- $resources = concat $resources (get $lists .) -}}
{{- end -}}
{{- toYaml $resources -}}
{{- end -}}

{{/* The companions that the settings ask for, in the order of the file. */}}
{{- define "toolhive-operator.companions" -}}
{{- $companions := dig "companions" dict (.Values.settings | default dict) -}}
{{- $kind := dig "routes" "kind" "none" $companions -}}
{{- $chosen := list -}}
{{- if dig "podDisruptionBudgets" false $companions -}}{{- $chosen = append $chosen "podDisruptionBudgets" -}}{{- end -}}
{{- if dig "autoscalers" "enabled" false $companions -}}{{- $chosen = append $chosen "autoscalers" -}}{{- end -}}
{{- if eq $kind "Ingress" -}}{{- $chosen = append $chosen "ingresses" -}}{{- end -}}
{{- if eq $kind "HTTPRoute" -}}{{- $chosen = append $chosen "httpRoutes" -}}{{- end -}}
{{- if ne (dig "monitors" "kind" "none" $companions) "none" -}}{{- $chosen = append $chosen "monitors" -}}{{- end -}}
{{- toJson $chosen -}}
{{- end -}}

{{/* The level that pods of servers are held to: one setting for hooks and policies. The preset is that of the settings file. */}}
{{- define "toolhive-operator.podSecurityLevel" -}}
{{- dig "podSecurity" "enforce" "privileged" (.Values.settings | default dict) -}}
{{- end -}}

{{- /* Where a page of the documentation is read, of a list of the context and its name; empty where nobody has said. */}}
{{- define "toolhive-operator.page" }}
{{- $base := dig "documentation" "baseUrl" "" ((index . 0).Values.settings | default dict) }}
{{- if contains "{page}" $base }}
{{- replace "{page}" (index . 1) $base }}
{{- else if $base }}
{{- printf "%s/%s.md" (trimSuffix "/" $base) (index . 1) }}
{{- end }}
{{- end }}

{{- /* Where docs/operations.md is read; empty where nobody has said. */}}
{{- define "toolhive-operator.runbook" }}
{{- .Values.monitoring.rules.runbook | default (include "toolhive-operator.page" (list . "operations")) }}
{{- end }}
